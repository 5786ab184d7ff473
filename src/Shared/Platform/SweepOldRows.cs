namespace Shared.Platform;

/// <summary>Forgets what served its purpose: finished jobs, answers kept for repeated requests, limits that are empty again.</summary>
public sealed record SweepOldRows : IJob;

internal sealed class RunSweepOldRows(AppDb db, Tenant tenant, TimeProvider clock) : IRun<SweepOldRows>
{
    private static readonly TimeSpan JobsKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(72);

    public async Task RunAsync(SweepOldRows job, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();

        if (tenant.CreditorId is null)
        {
            await db.Set<JobRow>().Where(j => j.DoneAt < now - JobsKept).ExecuteDeleteAsync(stopping);
            await db.Set<LastingLimit>().Where(l => l.EmptyAt < now).ExecuteDeleteAsync(stopping);
            await db.Set<PassingLimit>().Where(l => l.EmptyAt < now).ExecuteDeleteAsync(stopping);
            return;
        }

        await db.Set<IdempotencyRow>().Where(r => r.CreatedAt < now - AnswersKept).ExecuteDeleteAsync(stopping);
    }
}
