using Microsoft.Extensions.Options;
using Shared.Webhooks.Wire;

namespace Shared.Webhooks;

public sealed record WebhookEndpointSubscribed(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId) : IEvent
{
    public Guid Subject => EndpointId.Value;
}

/// <summary>An endpoint and its secret, which is told this once.</summary>
public sealed record SubscribedEndpoint(WebhookEndpoint Endpoint, string Secret);

/// <summary>Starts telling an address of the creditor about some kinds of events.</summary>
public sealed class SubscribeEndpoint(AppDb db, Vault vault, EventLog events, IOptions<WebhookOptions> options, TimeProvider clock)
{
    public static readonly Refusal UrlInvalid =
        new("webhook-url-invalid", "Use um endereço https público, sem usuário, senha nem fragmento.");

    public static readonly Refusal TypeUnknown = new("webhook-type-unknown", "Um dos tipos de evento não existe.");
    public static readonly Refusal Full = new("webhook-endpoint-limit", "Este credor já tem 20 endpoints. Remova um antes.");
    private const int Most = 20;

    public sealed record Request(Id<Creditor> CreditorId, string Url, IReadOnlyList<string> Types, string? Description);

    public async Task<Outcome<SubscribedEndpoint>> ExecuteAsync(Request request, Actor actor)
    {
        if (!WebhookUrl.IsFit(request.Url, options.Value.AllowPrivate))
        {
            return UrlInvalid;
        }

        if (request.Types.Count == 0 || request.Types.Except(PublicEvents.Types).Any())
        {
            return TypeUnknown;
        }

        if (await db.WebhookEndpoints.CountAsync() >= Most)
        {
            return Full;
        }

        var (now, secret) = (clock.GetUtcNow(), WebhookSecret.New());
        var endpoint = new WebhookEndpoint
        {
            CreditorId = request.CreditorId,
            Url = request.Url,
            Types = [.. request.Types.Distinct()],
            Description = request.Description,
            SealedSecret = WebhookSecret.Seal(secret, vault),
            CreatedAt = now,
        };
        db.AddRange(endpoint, new WebhookTurn { CreditorId = endpoint.CreditorId, EndpointId = endpoint.Id, BusyUntil = now });
        await events.RecordAsync(new WebhookEndpointSubscribed(endpoint.CreditorId, endpoint.Id), actor);
        await db.SaveChangesAsync();
        return new SubscribedEndpoint(endpoint, secret);
    }
}
