using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>A day at a gateway does not agree with our books, and cannot be put right without somebody.</summary>
/// <param name="Open">How many movements differ.</param>
/// <param name="Difference">What the gateway has more than we, in all.</param>
public sealed record MoneyDiffered(Id<Creditor> CreditorId, Id<ReconRun> RunId, Id<GatewayAccount> GatewayAccountId, DateOnly On, int Open, Money Difference) : IEvent
{
    public Guid Subject => RunId.Value;
}

/// <summary>A day that somebody had closed turned out otherwise when it was looked at again.</summary>
public sealed record ReconciliationReopened(Id<Creditor> CreditorId, Id<ReconRun> RunId, DateOnly On) : IEvent
{
    public Guid Subject => RunId.Value;
}

/// <summary>Ends a run: drops what the gateway no longer tells of, adds up both sides, and says where they differ.</summary>
internal sealed class FinishRun(AppDb db, AddUpDay addUpDay, EventLog events, CreditorClock clock)
{
    public async Task ExecuteAsync(ReconRun asked, CancellationToken stopping)
    {
        db.ChangeTracker.Clear();
        var run = await db.ReconRuns.SingleAsync(r => r.CreditorId == asked.CreditorId && r.Id == asked.Id, stopping);

        if ((run.Pass, run.Phase) != (asked.Pass, asked.Phase))
        {
            return;
        }

        var items = await db.ReconItems.Where(i => i.CreditorId == run.CreditorId && i.RunId == run.Id).ToListAsync(stopping);
        db.RemoveRange(items.Where(i => i.Pass < run.Pass));
        List<ReconItem> seen = [.. items.Where(i => i.Pass == run.Pass && !(i.Gateway.IsZero && i.Ledger.IsZero))];
        var totals = new DayTotals(seen.Count, seen.Select(i => i.Gateway).Total(), seen.Select(i => i.Ledger).Total(), seen.Count(i => i.IsOpen));

        if (run.Finish(await addUpDay.ExecuteAsync(run), totals, clock.GetUtcNow()))
        {
            await events.RecordAsync(new MoneyDiffered(run.CreditorId, run.Id, run.GatewayAccountId, run.On, totals.Open, totals.Difference), ReconcileDay.Clerk);
        }

        if (run.HasChangedSinceSigned)
        {
            run.Reopen(clock.GetUtcNow());
            await events.RecordAsync(new ReconciliationReopened(run.CreditorId, run.Id, run.On), ReconcileDay.Clerk);
        }

        await db.SaveChangesAsync(stopping);
    }
}
