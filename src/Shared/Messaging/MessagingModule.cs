using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shared.Messaging.Channels;

namespace Shared.Messaging;

public static class MessagingModule
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// The channels and the inbox for tests. Every host keeps letters out of production's database; the one that
        /// sends them, the worker, also refuses to start without a way out.
        /// </summary>
        public IServiceCollection AddMessaging(HostRole role)
        {
            services.AddOptions<InboxOptions>().BindConfiguration("Inbox")
                .Validate<IHostEnvironment>(
                    (inbox, environment) => !inbox.Keep || !environment.IsProduction(),
                    "Inbox:Keep shows everybody's codes to anybody: never in production.")
                .ValidateOnStart();
            services.AddOptions<Operator>().BindConfiguration(nameof(Operator)).ValidateDataAnnotations().ValidateOnStart();

            var smtp = services.AddOptions<SmtpOptions>().BindConfiguration("Smtp").ValidateDataAnnotations();

            if (role is HostRole.Worker or HostRole.Portal)
            {
                services.AddOptions<PortalOptions>().BindConfiguration("Portal").ValidateDataAnnotations().ValidateOnStart();
            }

            if (role is HostRole.Worker)
            {
                smtp.Validate<IOptions<InboxOptions>>(
                        (mail, inbox) => mail.Host.Length > 0 || inbox.Value.Keep,
                        "Set Smtp:Host: without it, and without the inbox for tests, no letter would ever arrive.")
                    .ValidateOnStart();
            }

            services.AddSingleton<LetterBook>();
            return services.AddScoped<IMessageChannel>(provider =>
                provider.GetRequiredService<IOptions<SmtpOptions>>().Value.Host.Length > 0
                    ? ActivatorUtilities.CreateInstance<SmtpChannel>(provider)
                    : new InboxChannel());
        }
    }
}
