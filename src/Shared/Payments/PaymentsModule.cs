using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shared.Ledger;
using Shared.Payments.Pix;
using Shared.Payments.Sandbox;
using Shared.Payments.Stripe;

namespace Shared.Payments;

public static class PaymentsModule
{
    extension(IServiceCollection services)
    {
        /// <summary>The gateways. The sandbox bank is always there for test tenants; in production for live ones with a demo flag alone.</summary>
        public IServiceCollection AddPayments(IConfiguration configuration)
        {
            services.AddOptions<SandboxOptions>().Bind(configuration.GetSection("Sandbox"))
                .Configure<IHostEnvironment>((sandbox, environment) => sandbox.ServesLive = sandbox.Demo || !environment.IsProduction())
                .Validate<IHostEnvironment>(
                    (sandbox, environment) => sandbox.Enabled is not true || sandbox.Demo || !environment.IsProduction(),
                    "The sandbox bank is no bank: leave Sandbox:Enabled out in production (test tenants have it all the same), or set Sandbox:Demo=true for a demonstration.")
                .ValidateOnStart();
            services.PostConfigure<SandboxOptions>(sandbox => sandbox.HooksUrl ??= configuration.GetValue<Uri>("Admin:PublicUrl"));
            services.AddSingleton<QrSvg>();
            services.AddStripe(configuration);
            services.AddHttpClient(SandboxOptions.NoticeClient).AddStandardResilienceHandler();
            return services.AddScoped<Journal>().AddScoped<GatewayDesk>().AddScoped<IPaymentGateway, SandboxGateway>().AddPix(configuration);
        }

        // One wire to each account for the whole process: its connections and tokens outlive a request.
        private IServiceCollection AddPix(IConfiguration configuration)
        {
            services.AddOptions<PixOptions>().Bind(configuration.GetSection("Pix")).ValidateDataAnnotations()
                .Validate(pix => pix.TrustedRootsFile is null || File.Exists(pix.TrustedRootsFile), "Pix:TrustedRootsFile names no file.")
                .ValidateOnStart();
            services.PostConfigure<PixOptions>(pix => pix.HooksUrl ??= configuration.GetValue<Uri>("Admin:PublicUrl"));
            services.AddSingleton<PixTransport>().AddSingleton<PixLines>().AddSingleton<PixClient>().AddSingleton<PixHooks>().AddSingleton<PixEnrolment>();
            return services.AddScoped<IPaymentGateway, PixGateway>();
        }
    }
}
