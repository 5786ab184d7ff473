using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shared.Ledger;
using Shared.Payments.Sandbox;
using Shared.Payments.Stripe;

namespace Shared.Payments;

public static class PaymentsModule
{
    extension(IServiceCollection services)
    {
        /// <summary>The gateways. The sandbox bank is always there, and refuses to open in production without a demo flag.</summary>
        public IServiceCollection AddPayments(IConfiguration configuration)
        {
            services.AddOptions<SandboxOptions>().Bind(configuration.GetSection("Sandbox"))
                .Validate<Microsoft.Extensions.Hosting.IHostEnvironment>(
                    (sandbox, environment) => !sandbox.Enabled || sandbox.Demo || environment.EnvironmentName != "Production",
                    "The sandbox bank is no bank: set Sandbox:Enabled=false in production, or Sandbox:Demo=true for a demonstration.")
                .ValidateOnStart();
            services.PostConfigure<SandboxOptions>(sandbox => sandbox.HooksUrl ??= configuration.GetValue<Uri>("Admin:PublicUrl"));
            services.AddSingleton<QrSvg>();
            services.AddStripe(configuration);
            services.AddHttpClient(SandboxOptions.NoticeClient).AddStandardResilienceHandler();
            return services.AddScoped<Journal>().AddScoped<GatewayDesk>().AddScoped<IPaymentGateway, SandboxGateway>();
        }
    }
}
