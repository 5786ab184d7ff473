using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shared.Ledger;
using Shared.Payments.Pix;
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
