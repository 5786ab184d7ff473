namespace Shared.Webhooks;

public sealed record WebhookSentAgain(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId, Id<WebhookDelivery> DeliveryId) : IEvent
{
    public Guid Subject => DeliveryId.Value;
}

/// <summary>Sends a delivery again, whatever became of it: same body, same webhook-id, all its attempts before it.</summary>
public sealed class Redeliver(AppDb db, JobQueue jobs, EventLog events, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("webhook-delivery-not-found", "Não encontramos esta entrega.");

    public async Task<Outcome<WebhookDelivery>> ExecuteAsync(Id<WebhookDelivery> id, Actor actor)
    {
        if (await db.WebhookDeliveries.SingleOrDefaultAsync(d => d.Id == id) is not { } delivery)
        {
            return NotFound;
        }

        if (!await db.WebhookEndpoints.AnyAsync(e => e.Id == delivery.EndpointId && e.IsEnabled))
        {
            return SendTestEvent.Disabled;
        }

        delivery.SendAgain(clock.GetUtcNow());
        await db.RouseEndpointAsync(delivery.EndpointId, clock.GetUtcNow());
        jobs.Enqueue(new DeliverWebhooks(delivery.CreditorId, delivery.EndpointId), delivery.CreditorId);
        await events.RecordAsync(new WebhookSentAgain(delivery.CreditorId, delivery.EndpointId, delivery.Id), actor);
        await db.SaveChangesAsync();
        return delivery;
    }
}
