namespace Shared.Payments;

/// <summary>What was asked for these purposes is not asked for any more: it was paid by other means, or is not owed.</summary>
public sealed record StopAsking(IReadOnlyList<string> Purposes) : IJob;

/// <summary>
/// Shows nobody the open codes, and has their gateways told. A gateway alone says whether one can still be paid; money that comes all
/// the same is booked like any other.
/// </summary>
internal sealed class RunStopAsking(AppDb db, JobQueue jobs, CreditorClock clock) : IRun<StopAsking>
{
    private const int Tries = 5;
    private static readonly TimeSpan UntilItIsThere = TimeSpan.FromMinutes(15);

    public Task RunAsync(StopAsking job, CancellationToken stopping) => db.AgainAsync(Tries, () => StopAsync(job, stopping));

    private async Task StopAsync(StopAsking job, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var by = new Mover(MoveCause.Person, Actor.System("stop-asking"), now);
        var open = await db.Charges.Where(c => job.Purposes.Contains(c.Purpose) && Charge.Open.Contains(c.Status)).OrderBy(c => c.Id).ToListAsync(stopping);

        foreach (var charge in open.Where(c => c.RequestCancel(by)))
        {
            jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Poll), charge.CreditorId);
        }

        // What a gateway may not have yet, it cannot be told to forget.
        if (open.Find(c => c.Status is ChargeStatus.Requesting or ChargeStatus.Unknown && now < c.ExpiresAt) is { } unclear)
        {
            jobs.Enqueue(job, unclear.CreditorId, UntilItIsThere);
        }

        await db.SaveChangesAsync(stopping);
    }
}
