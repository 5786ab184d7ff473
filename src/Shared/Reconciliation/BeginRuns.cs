using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>Begins a day at every account of a creditor, or begins it anew. Within the caller's SaveChanges.</summary>
public sealed class BeginRuns(AppDb db, JobQueue jobs, CreditorClock clock)
{
    private const int MostAccounts = 100;
    private const int MostOld = 100;

    /// <summary>The runs of the day. One that is on its way goes on from where it stands.</summary>
    public async Task<IReadOnlyList<ReconRun>> ExecuteAsync(Id<Creditor> creditor, DateOnly on)
    {
        var known = await db.ReconRuns.Where(r => r.CreditorId == creditor && r.On == on).ToDictionaryAsync(r => r.GatewayAccountId);
        List<ReconRun> runs = [];

        foreach (var account in await db.GatewayAccounts.Where(a => a.CreditorId == creditor).OrderBy(a => a.Id).Take(MostAccounts).Select(a => a.Id).ToListAsync())
        {
            if (!known.TryGetValue(account, out var run))
            {
                run = new ReconRun { CreditorId = creditor, GatewayAccountId = account, On = on, StartedAt = clock.GetUtcNow() };
                db.Add(run);
            }
            else if (run.IsFinished)
            {
                run.Restart(clock.GetUtcNow());
            }

            Resume(run);
            runs.Add(run);
        }

        return runs;
    }

    /// <summary>Takes up what was begun for days before this one and could not be finished.</summary>
    internal async Task ResumeAsync(Id<Creditor> creditor, DateOnly before) =>
        (await db.ReconRuns.Where(r => r.CreditorId == creditor && r.On < before && r.Phase != ReconPhase.Done).OrderBy(r => r.On).Take(MostOld).ToListAsync()).ForEach(Resume);

    private void Resume(ReconRun run)
    {
        run.Retry();
        jobs.Enqueue(new ReconcileDay(run.Id, run.Pass), run.CreditorId);
    }
}
