namespace Shared.Webhooks;

public sealed record WebhookEndpointRemoved(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId) : IEvent
{
    public Guid Subject => EndpointId.Value;
}

/// <summary>Stops telling an endpoint anything. What is still on its way is given up.</summary>
public sealed class RemoveEndpoint(AppDb db, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<WebhookEndpoint>> ExecuteAsync(Id<WebhookEndpoint> id, Actor actor)
    {
        if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.Id == id) is not { } endpoint)
        {
            return ReviseEndpoint.NotFound;
        }

        endpoint.Remove(clock.GetUtcNow());
        await events.RecordAsync(new WebhookEndpointRemoved(endpoint.CreditorId, endpoint.Id), actor);
        await db.SaveChangesAsync();
        return endpoint;
    }
}
