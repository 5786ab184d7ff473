namespace Shared.Platform;

/// <summary>Takes the clock of a test tenant where it was told to go, one moment after the other. Begins again where it stopped.</summary>
public sealed record TurnClock : IBulkJob;

internal sealed class RunTurnClock(AppDb db, Tenant tenant, JobRunner runner, IReadOnlyList<DailyJob> daily, JobQueue jobs, TimeProvider machine) : IRun<TurnClock>
{
    /// <summary>Then the other work of its lane has its turn.</summary>
    private static readonly TimeSpan Shift = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Looks = [.. typeof(AppDb).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ILook)) && !t.IsInterface).Select(t => t.FullName!)];

    private readonly IReadOnlyList<DailyJob> _daily = [.. daily.Where(d => d.ForEachCreditor)];

    // What is told to strangers goes by the machine's clock: their own clocks look at the signature.
    private IQueryable<JobRow> Pending
    {
        get
        {
            var creditor = tenant.CreditorId;
            return db.Set<JobRow>().Where(j => j.CreditorId == creditor && j.DoneAt == null && j.DeadAt == null
                && j.Kind != typeof(TurnClock).FullName && j.Lane != JobLane.Webhook && j.Lane != JobLane.SlowWebhook);
        }
    }

    public async Task RunAsync(TurnClock job, CancellationToken stopping)
    {
        var began = machine.GetTimestamp();

        while (await IsMovingAsync(stopping))
        {
            if (machine.GetElapsedTime(began) > Shift)
            {
                jobs.Enqueue(new TurnClock(), tenant.CreditorId);
                await db.SaveChangesAsync(stopping);
                return;
            }

            while (await runner.RunNextOfAsync(tenant.CreditorId!.Value, typeof(TurnClock), stopping))
            {
            }

            // Another runner may have taken some of it. What it does belongs to this moment.
            if (await Pending.AnyAsync(j => j.Attempts > 0 && j.LastError == null, stopping))
            {
                await Task.Delay(Pause, stopping);
                continue;
            }

            await StepAsync(stopping);
        }
    }

    private Task<bool> IsMovingAsync(CancellationToken stopping) => db.TestClocks.AnyAsync(c => c.MovingTo != null, stopping);

    // The next moment at which something is to be done. The clock, the work of a day that begins, and the jobs that come nearer by the step stand or fall together.
    private async Task StepAsync(CancellationToken stopping)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var clock = await db.TestClocks.SingleAsync(stopping);
        var now = machine.GetUtcNow() + clock.Ahead;
        var day = _daily.Select(d => NextOf(d, clock.DaysBegunUntil)).Min();
        var next = await Pending.Where(j => !Looks.Contains(j.Kind)).OrderBy(j => j.DueAt).Select(j => (DateTimeOffset?)j.DueAt).FirstOrDefaultAsync(stopping) + clock.Ahead;
        var moment = new[] { clock.MovingTo!.Value, day, next ?? DateTimeOffset.MaxValue }.Min();
        var step = moment > now ? moment - now : TimeSpan.Zero;

        foreach (var due in _daily.Where(d => NextOf(d, clock.DaysBegunUntil) <= moment))
        {
            due.Enqueue(jobs, tenant.CreditorId);
        }

        await Pending.ExecuteUpdateAsync(j => j.SetProperty(r => r.DueAt, r => r.DueAt - step), stopping);
        clock.Reach(moment, step);
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
    }

    private static DateTimeOffset NextOf(DailyJob job, DateTimeOffset after)
    {
        var today = BrazilTime.At(after.BrazilDay, job.After);
        return today > after ? today : BrazilTime.At(after.BrazilDay.AddDays(1), job.After);
    }
}
