namespace Shared.Webhooks;

public sealed record WebhookTestSent(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId) : IEvent
{
    public Guid Subject => EndpointId.Value;
}

/// <summary>Sends an endpoint a message of no consequence, by the same way as all others.</summary>
public sealed class SendTestEvent(AppDb db, JobQueue jobs, EventLog events, TimeProvider clock)
{
    public static readonly Refusal Disabled = new("webhook-endpoint-disabled", "Este endpoint está desligado. Ligue-o antes.");

    public async Task<Outcome<WebhookDelivery>> ExecuteAsync(Id<WebhookEndpoint> id, Actor actor)
    {
        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id);

        if (endpoint is not { IsEnabled: true })
        {
            return endpoint is null ? ReviseEndpoint.NotFound : Disabled;
        }

        var (now, eventId) = (clock.GetUtcNow(), Guid.CreateVersion7());
        var delivery = new WebhookDelivery
        {
            CreditorId = endpoint.CreditorId,
            EndpointId = endpoint.Id,
            EventId = eventId,
            Type = PublicEvents.Test,
            Body = PublicEvents.TestBody(eventId, endpoint.Id, now),
            CreatedAt = now,
            NextAttemptAt = now,
        };
        db.Add(delivery);
        await db.RouseEndpointAsync(endpoint.Id, now);
        jobs.Enqueue(new DeliverWebhooks(endpoint.CreditorId, endpoint.Id), endpoint.CreditorId);
        await events.RecordAsync(new WebhookTestSent(endpoint.CreditorId, endpoint.Id), actor);
        await db.SaveChangesAsync();
        return delivery;
    }
}
