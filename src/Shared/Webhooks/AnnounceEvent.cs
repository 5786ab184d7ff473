namespace Shared.Webhooks;

/// <summary>Tells the creditor's endpoints of an event.</summary>
public sealed record AnnounceEvent(Id<EventRow> EventId) : IJob;

/// <summary>Runs wherever an event is recorded, the portal included: it may do no more than put a job in line.</summary>
internal sealed class HearPublicEvents(JobQueue jobs) : IReactToAny
{
    public void React(EventRow row)
    {
        if (PublicEvents.IsPublic(row))
        {
            jobs.Enqueue(new AnnounceEvent(row.Id), row.CreditorId);
        }
    }
}

/// <summary>Makes one delivery per endpoint that asked for this type; a second run finds them made.</summary>
internal sealed class RunAnnounceEvent(AppDb db, JobQueue jobs, TimeProvider clock) : IRun<AnnounceEvent>
{
    public async Task RunAsync(AnnounceEvent job, CancellationToken stopping)
    {
        var row = await db.Events.AsNoTracking().SingleAsync(e => e.Id == job.EventId, stopping);
        var type = PublicEvents.TypeOf(row);
        var made = db.WebhookDeliveries.Where(d => d.EventId == row.Id.Value);
        var endpoints = await db.WebhookEndpoints.AsNoTracking()
            .Where(e => e.IsEnabled && e.Types.Contains(type) && !made.Any(d => d.EndpointId == e.Id))
            .ToListAsync(stopping);

        foreach (var endpoint in endpoints)
        {
            var now = clock.GetUtcNow();
            db.Add(new WebhookDelivery
            {
                CreditorId = row.CreditorId,
                EndpointId = endpoint.Id,
                EventId = row.Id.Value,
                Type = type,
                Body = PublicEvents.BodyOf(row),
                CreatedAt = now,
                NextAttemptAt = now,
            });
            jobs.Enqueue(new DeliverWebhooks(row.CreditorId, endpoint.Id), row.CreditorId);
        }

        await db.SaveChangesAsync(stopping);
    }
}
