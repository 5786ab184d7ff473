namespace Shared.Webhooks;

public sealed record WebhookSecretRotated(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId) : IEvent
{
    public Guid Subject => EndpointId.Value;
}

/// <summary>Gives an endpoint a new secret. For a day both sign, so the receiver can change over without losing a message.</summary>
public sealed class RotateWebhookSecret(AppDb db, Vault vault, EventLog events, TimeProvider clock)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public async Task<Outcome<SubscribedEndpoint>> ExecuteAsync(Id<WebhookEndpoint> id, Actor actor)
    {
        if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.Id == id) is not { } endpoint)
        {
            return ReviseEndpoint.NotFound;
        }

        var secret = WebhookSecret.New();
        endpoint.Rotate(WebhookSecret.Seal(secret, vault), clock.GetUtcNow() + Overlap);
        await events.RecordAsync(new WebhookSecretRotated(endpoint.CreditorId, endpoint.Id), actor);
        await db.SaveChangesAsync();
        return new SubscribedEndpoint(endpoint, secret);
    }
}
