using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Shared.Payments.Stripe;

internal static class StripeModule
{
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);

    extension(IServiceCollection services)
    {
        public IServiceCollection AddStripe(IConfiguration configuration)
        {
            services.AddOptions<StripeOptions>().Bind(configuration.GetSection("Stripe")).ValidateDataAnnotations().ValidateOnStart();
            services.AddTransient<StripeRetries>();
            services.AddHttpClient(
                    StripeOptions.Client, (provider, client) => client.Timeout = provider.GetRequiredService<IOptions<StripeOptions>>().Value.Timeout)
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = ConnectionLife,
                })
                .AddHttpMessageHandler<StripeRetries>()
                .RemoveAllLoggers();
            return services
                .AddScoped<StripeLine>().AddScoped<StripeMoney>().AddScoped<StripeStatement>().AddScoped<StripeIntents>().AddScoped<StripeSessions>()
                .AddScoped<IPaymentGateway, StripeGateway>();
        }
    }
}
