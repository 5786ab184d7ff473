using Microsoft.Extensions.Options;
using Shared.Webhooks.Wire;

namespace Shared.Webhooks;

public enum EndpointStatus { Enabled, Disabled }

public sealed record WebhookEndpointRevised(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId) : IEvent
{
    public Guid Subject => EndpointId.Value;
}

/// <summary>Changes where an endpoint is, what it hears, or whether it hears at all. What is null stays.</summary>
public sealed class ReviseEndpoint(AppDb db, EventLog events, IOptions<WebhookOptions> options)
{
    public static readonly Refusal NotFound = new("webhook-endpoint-not-found", "Não encontramos este endpoint.");

    public sealed record Request(
        Id<WebhookEndpoint> Id, string? Url, IReadOnlyList<string>? Types, string? Description, EndpointStatus? Status);

    public async Task<Outcome<WebhookEndpoint>> ExecuteAsync(Request request, Actor actor)
    {
        if (request.Url is { } url && !WebhookUrl.IsFit(url, options.Value.AllowPrivate))
        {
            return SubscribeEndpoint.UrlInvalid;
        }

        if (request.Types is { } types && (types.Count == 0 || types.Except(PublicEvents.Types).Any()))
        {
            return SubscribeEndpoint.TypeUnknown;
        }

        if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.Id == request.Id) is not { } endpoint)
        {
            return NotFound;
        }

        endpoint.Url = request.Url ?? endpoint.Url;
        endpoint.Types = request.Types is null ? endpoint.Types : [.. request.Types.Distinct()];
        endpoint.Description = request.Description ?? endpoint.Description;

        if (request.Status is EndpointStatus.Enabled)
        {
            endpoint.Enable();
        }
        else if (request.Status is EndpointStatus.Disabled)
        {
            endpoint.Disable("by-creditor");
        }

        await events.RecordAsync(new WebhookEndpointRevised(endpoint.CreditorId, endpoint.Id), actor);
        await db.SaveChangesAsync();
        return endpoint;
    }
}
