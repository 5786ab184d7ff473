namespace Shared.Webhooks;

/// <summary>An endpoint was switched off because it failed for days, or said that it is gone.</summary>
public sealed record WebhookEndpointDisabled(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId, string Reason) : IEvent
{
    public Guid Subject => EndpointId.Value;
}

/// <summary>Sends what is due at one endpoint. Each delivery books its own next attempt; the job's own retries are for our bugs.</summary>
public sealed record DeliverWebhooks(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId) : IWebhookJob;

/// <summary>The same at an endpoint that was slow or failed when it was last tried.</summary>
public sealed record DeliverSlowWebhooks(Id<Creditor> CreditorId, Id<WebhookEndpoint> EndpointId) : ISlowWebhookJob;

/// <summary>
/// One runner at a time per endpoint, one delivery at a time: order is kept while all goes well, and ten seconds lost at a dead address
/// are lost to that address alone. A turn is short, then the endpoint goes to the end of the line; after a failure it rests.
/// </summary>
internal sealed class RunDeliverWebhooks(
    AppDb db, JobQueue jobs, PostWebhook postWebhook, EventLog events, TimeProvider clock) : IRun<DeliverWebhooks>, IRun<DeliverSlowWebhooks>
{
    private const int PerTurn = 20;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);

    // A turn and the longest attempt that may begin in its last moment.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterTurn = TimeSpan.FromSeconds(1);

    public async Task RunAsync(DeliverWebhooks job, CancellationToken stopping)
    {
        if (await TurnOf(job).AnyAsync(t => t.IsSlow, stopping))
        {
            jobs.Enqueue(new DeliverSlowWebhooks(job.CreditorId, job.EndpointId), job.CreditorId);
            await db.SaveChangesAsync(stopping);
            return;
        }

        await TakeTurnsAsync(job, stopping);
    }

    public Task RunAsync(DeliverSlowWebhooks job, CancellationToken stopping) => TakeTurnsAsync(new(job.CreditorId, job.EndpointId), stopping);

    // Whoever holds the turn, and whoever ended it with a rest, looks again afterwards: nothing is lost by stepping back here.
    private async Task TakeTurnsAsync(DeliverWebhooks job, CancellationToken stopping)
    {
        if (!await Due(job).AnyAsync(stopping) || await TakeTurnAsync(job, stopping) is not { } until)
        {
            return;
        }

        var turn = await TurnOf(job).AsNoTracking().SingleAsync(stopping);

        try
        {
            await SendDueAsync(job, turn, stopping);

            // Booked before the turn is given up: whoever comes during the rest steps back and relies on it.
            if (turn.Failures > 0)
            {
                jobs.Enqueue(new DeliverSlowWebhooks(job.CreditorId, job.EndpointId), job.CreditorId, turn.RestsUntil - clock.GetUtcNow());
                await db.SaveChangesAsync(stopping);
            }
        }
        finally
        {
            var now = clock.GetUtcNow();
            await TurnOf(job).Where(t => t.BusyUntil == until).ExecuteUpdateAsync(
                set => set.SetProperty(t => t.BusyUntil, now).SetProperty(t => t.RestsUntil, turn.RestsUntil)
                    .SetProperty(t => t.IsSlow, turn.IsSlow).SetProperty(t => t.Failures, turn.Failures),
                CancellationToken.None);
        }

        if (turn.Failures == 0 && await Due(job).AnyAsync(stopping))
        {
            jobs.Enqueue(job, job.CreditorId);
            await db.SaveChangesAsync(stopping);
        }
    }

    private async Task<DateTimeOffset?> TakeTurnAsync(DeliverWebhooks job, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();

        // Whole milliseconds: the database would drop what is finer, and the turn could not be told again.
        var until = DateTimeOffset.FromUnixTimeMilliseconds((now + LongestTurn).ToUnixTimeMilliseconds());
        var free = TurnOf(job).Where(t => t.BusyUntil <= now && t.RestsUntil <= now);

        if (await free.ExecuteUpdateAsync(t => t.SetProperty(turn => turn.BusyUntil, until), stopping) == 0)
        {
            return null;
        }

        // Booked before the first attempt: if this process dies, somebody takes the next turn.
        jobs.Enqueue(job, job.CreditorId, LongestTurn + AfterTurn);
        await db.SaveChangesAsync(stopping);
        return until;
    }

    private async Task SendDueAsync(DeliverWebhooks job, WebhookTurn turn, CancellationToken stopping)
    {
        var end = clock.GetUtcNow() + Turn;

        for (var sent = 0; sent < PerTurn && clock.GetUtcNow() < end; sent++)
        {
            db.ChangeTracker.Clear();
            var delivery = await Due(job).OrderBy(d => d.NextAttemptAt).ThenBy(d => d.Id).FirstOrDefaultAsync(stopping);

            // A failure costs time: the others have their turn before the next try here.
            if (delivery is null || !await SendAsync(delivery, turn, stopping))
            {
                return;
            }
        }
    }

    private async Task<bool> SendAsync(WebhookDelivery delivery, WebhookTurn turn, CancellationToken stopping)
    {
        var endpoint = await db.Set<WebhookEndpoint>().SingleAsync(e => e.Id == delivery.EndpointId, stopping);

        if (!endpoint.IsEnabled)
        {
            delivery.GiveUp();
            await db.SaveChangesAsync(stopping);
            return true;
        }

        var answer = await postWebhook.ExecuteAsync(endpoint, delivery, stopping);
        db.Add(new WebhookAttempt
        {
            CreditorId = delivery.CreditorId,
            DeliveryId = delivery.Id,
            At = clock.GetUtcNow(),
            StatusCode = answer.StatusCode,
            Failure = answer.Failure,
            Milliseconds = answer.Milliseconds,
        });
        turn.Note(answer.IsDelivered, TimeSpan.FromMilliseconds(answer.Milliseconds), clock.GetUtcNow());
        await NoteAsync(endpoint, delivery, answer);
        await db.SaveChangesAsync(stopping);
        return answer.IsDelivered;
    }

    private async Task NoteAsync(WebhookEndpoint endpoint, WebhookDelivery delivery, PostAnswer answer)
    {
        var pause = delivery.Note(answer.IsDelivered, clock.GetUtcNow());

        if (answer.IsGone)
        {
            delivery.GiveUp();
        }

        if (delivery.Status is DeliveryStatus.GivenUp)
        {
            endpoint.Disable(answer.IsGone ? "gone" : "gave-up");
            await events.RecordAsync(new WebhookEndpointDisabled(endpoint.CreditorId, endpoint.Id, endpoint.DisabledReason!), Actor.System("webhooks"));
        }
        else if (pause is { } delay)
        {
            jobs.Enqueue(new DeliverWebhooks(endpoint.CreditorId, endpoint.Id), endpoint.CreditorId, delay);
        }
    }

    private IQueryable<WebhookTurn> TurnOf(DeliverWebhooks job) =>
        db.Set<WebhookTurn>().Where(t => t.CreditorId == job.CreditorId && t.EndpointId == job.EndpointId);

    private IQueryable<WebhookDelivery> Due(DeliverWebhooks job)
    {
        var now = clock.GetUtcNow();
        return db.WebhookDeliveries.Where(d => d.EndpointId == job.EndpointId && d.Status == DeliveryStatus.Pending && d.NextAttemptAt <= now);
    }
}
