using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shared.Webhooks.Wire;

namespace Shared.Webhooks;

public sealed class WebhookOptions
{
    internal const string Client = "webhooks";

    /// <summary>Lets endpoints lie in private networks and speak plain http: for development and demonstrations.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>For one attempt, from the look-up of the name to the status.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

public static class WebhooksModule
{
    extension(IServiceCollection services)
    {
        /// <summary>The way out to creditors' endpoints. Nothing is logged of it: an address may hold a token.</summary>
        public IServiceCollection AddWebhooks(IConfiguration configuration)
        {
            services.AddOptions<WebhookOptions>().Bind(configuration.GetSection("Webhooks")).ValidateDataAnnotations().ValidateOnStart();
            services.AddHttpClient(WebhookOptions.Client, client =>
                {
                    client.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
                    client.DefaultRequestHeaders.UserAgent.ParseAdd($"Acerto-Webhooks/{PublicEvents.Version}");
                })
                .ConfigurePrimaryHttpMessageHandler(provider =>
                    PinnedConnection.Handler(provider.GetRequiredService<IOptions<WebhookOptions>>().Value.AllowPrivate))
                .RemoveAllLoggers();
            return services;
        }
    }
}
