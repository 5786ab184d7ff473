using System.Buffers.Binary;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Shared.Platform;

/// <summary>A creditor's job failed as often as a job may: nobody will try again, so somebody must look.</summary>
public sealed record JobGaveUp(Id<Creditor> CreditorId, long JobId, string Kind) : IEvent
{
    public Guid Subject
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteInt64BigEndian(bytes[8..], JobId);
            return new Guid(bytes, bigEndian: true);
        }
    }
}

/// <summary>
/// Takes due jobs and runs them, one after the other. Runners may race: SKIP LOCKED gives each its own. While a job works its
/// lease is renewed and no lock is held; a killed runner's job is due again when the short lease ends.
/// </summary>
public sealed class JobRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log)
{
    public const int MaxAttempts = 12;
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = Lease / 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Runs the next due job of the lane, if there is one. False when the lane is idle.</summary>
    public async Task<bool> RunNextAsync(JobLane lane = JobLane.Default, CancellationToken stopping = default) =>
        await RunOneAsync(await ClaimAsync(lane, stopping), stopping);

    /// <summary>Runs the next due job of one creditor in whatever lane but those of webhooks, for a job of kind <paramref name="except"/> that waits for all of them.</summary>
    public async Task<bool> RunNextOfAsync(Id<Creditor> creditorId, Type except, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        return await RunOneAsync(await TakeAsync($"""
            update jobs set attempts = attempts + 1, due_at = {now + Lease}
            where id = (select id from jobs
                        where done_at is null and dead_at is null and due_at <= {now} and creditor_id = {creditorId.Value}
                            and lane not in ({nameof(JobLane.Webhook)}, {nameof(JobLane.SlowWebhook)}) and kind <> {except.FullName}
                        order by due_at limit 1 for update skip locked)
            returning *
            """, stopping), stopping);
    }

    private async Task<bool> RunOneAsync(JobRow? claimed, CancellationToken stopping)
    {
        if (claimed is not { } row)
        {
            return false;
        }

        if (await WorkAsync(row, stopping))
        {
            await EndAsync(row);
        }

        return true;
    }

    /// <summary>
    /// Runs due jobs of the lane until it is idle, each claimed in the statement that ends the one before. Calls
    /// <paramref name="taken"/> before each: where one job was, there may be another for somebody else.
    /// </summary>
    public async Task RunDueAsync(JobLane lane, Action taken, CancellationToken stopping)
    {
        var row = await ClaimAsync(lane, stopping);

        while (row is not null)
        {
            taken();
            var isDone = await WorkAsync(row, stopping);

            // Told to stop, what is done must still be noted, and nothing new be begun.
            row = (isDone, stopping.IsCancellationRequested) switch
            {
                (true, false) => await EndAndClaimAsync(row, lane),
                (true, true) => await EndAsync(row),
                (false, false) => await ClaimAsync(lane, stopping),
                (false, true) => null,
            };
        }
    }

    // True when the job did its work, which is then to be noted; whatever else became of it is noted here.
    private async Task<bool> WorkAsync(JobRow row, CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var keeping = KeepLeaseAsync(row, lost);
        Exception? failure = null;

        try
        {
            await using var work = scopes.CreateAsyncScope();

            if (row.CreditorId is { } creditorId)
            {
                await work.ServiceProvider.GetRequiredService<EnterTenant>().ExecuteAsync(creditorId, lost.Token);
            }

            await RunAsync(row, work.ServiceProvider, lost.Token);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        await lost.CancelAsync();
        await keeping;

        if (stopping.IsCancellationRequested && failure is OperationCanceledException)
        {
            // Stopped in the middle: due again at once, for whoever takes over.
            await MineAsync(row, jobs => jobs.ExecuteUpdateAsync(j => j.SetProperty(r => r.DueAt, clock.GetUtcNow())));
        }
        else if (failure is not null)
        {
            await FailAsync(row, failure);
        }

        return failure is null;
    }

    private Task<JobRow?> ClaimAsync(JobLane lane, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        return TakeAsync($"""
            update jobs set attempts = attempts + 1, due_at = {now + Lease}
            where id = (select id from jobs
                        where done_at is null and dead_at is null and lane = {lane.ToString()} and due_at <= {now}
                        order by due_at limit 1 for update skip locked)
            returning *
            """, stopping);
    }

    // One statement sees a row once: a job whose lease ran out meanwhile must not be ended and claimed by the same one.
    private Task<JobRow?> EndAndClaimAsync(JobRow row, JobLane lane)
    {
        var now = clock.GetUtcNow();
        return TakeAsync($"""
            with ended as (update jobs set done_at = {now} where id = {row.Id} and attempts = {row.Attempts} and done_at is null)
            update jobs set attempts = attempts + 1, due_at = {now + Lease}
            where id = (select id from jobs
                        where done_at is null and dead_at is null and lane = {lane.ToString()} and due_at <= {now} and id <> {row.Id}
                        order by due_at limit 1 for update skip locked)
            returning *
            """, CancellationToken.None);
    }

    private async Task<JobRow?> EndAsync(JobRow row)
    {
        await MineAsync(row, jobs => jobs.ExecuteUpdateAsync(j => j.SetProperty(r => r.DoneAt, clock.GetUtcNow())));
        return null;
    }

    private async Task<JobRow?> TakeAsync(FormattableString sql, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var claimed = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<JobRow>().FromSql(sql).AsNoTracking().ToListAsync(stopping);
        return claimed.SingleOrDefault();
    }

    private async Task KeepLeaseAsync(JobRow row, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(Renewal);

        try
        {
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                var until = clock.GetUtcNow() + Lease;

                if (await MineAsync(row, jobs => jobs.ExecuteUpdateAsync(j => j.SetProperty(r => r.DueAt, until), lost.Token)) == 0)
                {
                    await lost.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job ended, or the host is stopping: either way there is nothing left to keep.
        }
        catch (Exception failure) when (failure is Npgsql.NpgsqlException)
        {
            log.LogWarning("Job {JobId} lost its lease: {Failure}", row.Id, failure.GetType().Name);
            await lost.CancelAsync();
        }
    }

    private async Task FailAsync(JobRow row, Exception failure)
    {
        var now = clock.GetUtcNow();
        var dead = row.Attempts >= MaxAttempts;
        log.Log(dead ? LogLevel.Critical : LogLevel.Error, failure, "Job {JobId} {Kind} failed, attempt {Attempt}", row.Id, row.Kind, row.Attempts);
        var next = now + Pause(row.Attempts);
        var what = failure.GetType().Name + ": " + failure.Message;

        if (dead)
        {
            await GiveUpAsync(row, what, now);
            return;
        }

        await MineAsync(row, jobs => jobs.ExecuteUpdateAsync(j => j.SetProperty(r => r.DueAt, next).SetProperty(r => r.LastError, what)));
    }

    // The end of a job and the event of it stand or fall together; when they fall, the lease ends and the job is tried once more.
    private async Task GiveUpAsync(JobRow row, string what, DateTimeOffset now)
    {
        await using var scope = scopes.CreateAsyncScope();

        if (row.CreditorId is { } creditorId)
        {
            await scope.ServiceProvider.GetRequiredService<EnterTenant>().ExecuteAsync(creditorId, CancellationToken.None);
        }

        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var mine = await db.Set<JobRow>().Where(j => j.Id == row.Id && j.Attempts == row.Attempts && j.DoneAt == null)
            .ExecuteUpdateAsync(j => j.SetProperty(r => r.LastError, what).SetProperty(r => r.DeadAt, now));

        if (mine == 1 && row.CreditorId is { } owner)
        {
            await scope.ServiceProvider.GetRequiredService<EventLog>().RecordAsync(new JobGaveUp(owner, row.Id, row.Kind), Actor.System("jobs"));
            await db.SaveChangesAsync();
        }

        await transaction.CommitAsync();
    }

    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, attempts));
        return pause < LongestPause ? pause : LongestPause;
    }

    // The attempt number is the fence: a runner that lost its lease to another can no longer write the row.
    private async Task<int> MineAsync(JobRow row, Func<IQueryable<JobRow>, Task<int>> update)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await update(db.Set<JobRow>().Where(j => j.Id == row.Id && j.Attempts == row.Attempts && j.DoneAt == null));
    }

    private static Task RunAsync(JobRow row, IServiceProvider services, CancellationToken stopping)
    {
        var type = typeof(AppDb).Assembly.GetType(row.Kind, throwOnError: true)!;
        var run = typeof(JobRunner).GetMethod(nameof(RunTypedAsync), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type);
        return (Task)run.Invoke(null, [row.Arguments, services, stopping])!;
    }

    private static Task RunTypedAsync<TJob>(string arguments, IServiceProvider services, CancellationToken stopping)
        where TJob : IJob =>
        services.GetRequiredService<IRun<TJob>>().RunAsync(JsonSerializer.Deserialize<TJob>(arguments)!, stopping);
}
