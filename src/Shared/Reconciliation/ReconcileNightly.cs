using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>Each night: the last three days of each account of a creditor anew, and whatever could not be finished before.</summary>
public sealed record ReconcileNightly : IJob;

internal sealed class RunReconcileNightly(AppDb db, Tenant tenant, BeginRuns beginRuns, CreditorClock clock) : IRun<ReconcileNightly>
{
    private const int Days = 3;
    private const int Tries = 5;

    public Task RunAsync(ReconcileNightly job, CancellationToken stopping)
    {
        Invariant.Holds(tenant.CreditorId is not null, "Money is reconciled creditor by creditor.");
        var creditor = tenant.CreditorId.Value;
        return db.AgainAsync(Tries, async () =>
        {
            for (var back = Days; back >= 1; back--)
            {
                await beginRuns.ExecuteAsync(creditor, clock.Today.AddDays(-back));
            }

            await beginRuns.ResumeAsync(creditor, clock.Today.AddDays(-Days));
            await db.SaveChangesAsync(stopping);
        });
    }
}
