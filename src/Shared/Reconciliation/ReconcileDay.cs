using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>Works off one run, from where it stands. Of a pass that was begun anew meanwhile it leaves the rest alone.</summary>
public sealed record ReconcileDay(Id<ReconRun> RunId, int Pass) : IOutboundJob
{
    internal static readonly Actor Clerk = Actor.System("reconciliation");
}

/// <summary>
/// Page by page: asks the gateway, books what must be booked, then writes down what was found together with how far it has come.
/// Killed anywhere, it goes on from the last page; two at once do the same page twice, and one of them writes.
/// </summary>
internal sealed class RunReconcileDay(AppDb db, JobQueue jobs, ReadStatement readStatement, MatchOurs matchOurs, FinishRun finishRun) : IRun<ReconcileDay>
{
    private const int MostSteps = 50;
    private const int MostTries = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public async Task RunAsync(ReconcileDay job, CancellationToken stopping)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            db.ChangeTracker.Clear();
            var run = await db.ReconRuns.SingleAsync(r => r.Id == job.RunId, stopping);

            if (run.IsFinished || run.Pass != job.Pass)
            {
                return;
            }

            try
            {
                if (await StepAsync(run, stopping) is { } error)
                {
                    await StallAsync(job, error, stopping);
                    return;
                }
            }
            catch (DbUpdateException failure) when (failure.LostRace)
            {
                // Another runner wrote this page, or booked the same news: look again at how far it is.
            }
        }

        db.ChangeTracker.Clear();
        jobs.Enqueue(job, await db.ReconRuns.Where(r => r.Id == job.RunId).Select(r => r.CreditorId).SingleAsync(stopping));
        await db.SaveChangesAsync(stopping);
    }

    private async Task<GatewayError?> StepAsync(ReconRun run, CancellationToken stopping)
    {
        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.CreditorId == run.CreditorId && a.Id == run.GatewayAccountId, stopping);

        if (account.LockedOutAt is not null)
        {
            return new GatewayError(GatewayErrorKind.Authentication, "locked-out");
        }

        if (run.Phase is not ReconPhase.Ours)
        {
            return await readStatement.ExecuteAsync(run, account, stopping);
        }

        var (looked, error) = await matchOurs.ExecuteAsync(run, account, stopping);

        if (looked == 0 && error is null)
        {
            await finishRun.ExecuteAsync(run, stopping);
        }

        return error;
    }

    // Asked again in a while; and by the next nights, when it has been asked often enough.
    private Task StallAsync(ReconcileDay job, GatewayError error, CancellationToken stopping) => db.AgainAsync(MostTries, async () =>
    {
        db.ChangeTracker.Clear();
        var run = await db.ReconRuns.SingleAsync(r => r.Id == job.RunId, stopping);

        if (run.IsFinished || run.Pass != job.Pass)
        {
            return;
        }

        run.Stall(error.Code);

        if (run.Tries < MostTries)
        {
            jobs.Enqueue(job, run.CreditorId, Patience);
        }

        await db.SaveChangesAsync(stopping);
    });
}
