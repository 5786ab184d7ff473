using System.Linq.Expressions;
using Microsoft.Extensions.DependencyInjection;
using Shared.Ledger;

namespace Tests.Platform;

public class JobRunnerTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Two_runners_never_take_the_same_job()
    {
        var creditor = await world.CreditorAsync();

        for (var i = 0; i < 20; i++)
        {
            await world.EnqueueAsync(new ProveLedger(), creditor);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.RunJobsAsync()));

        Assert.All(await JobsAsync(creditor), job => Assert.Equal((1, true), (job.Attempts, job.DoneAt is not null)));
    }

    [Fact]
    public async Task Runners_that_go_on_until_none_is_due_run_each_job_once()
    {
        var creditor = await world.CreditorAsync();

        for (var i = 0; i < 20; i++)
        {
            await world.EnqueueAsync(new ProveLedger(), creditor);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunDueAsync()));

        Assert.Equal(Enumerable.Repeat((1, true), 20), (await JobsAsync(creditor)).Select(job => (job.Attempts, job.DoneAt is not null)));
    }

    [Fact]
    public async Task A_job_that_fails_is_left_for_later_and_the_next_one_is_run()
    {
        var creditor = await world.CreditorAsync();
        var failing = await world.CreditorAsync();
        await world.DoAsync(HostRole.Worker, async (AppDb db) =>
        {
            db.Add(new JobRow { CreditorId = failing.Id, Kind = typeof(ProveLedger).FullName!, Lane = JobLane.Default, Arguments = "[]", DueAt = world.Clock.GetUtcNow() });
            return await db.SaveChangesAsync();
        });
        await world.EnqueueAsync(new ProveLedger(), creditor);

        await RunDueAsync();

        Assert.True(Assert.Single(await JobsAsync(failing)) is { Attempts: 1, DoneAt: null, LastError: not null });
        Assert.True(Assert.Single(await JobsAsync(creditor)) is { Attempts: 1, DoneAt: not null });
    }

    [Fact]
    public async Task Who_lost_a_job_to_another_does_not_end_it_and_goes_on_to_the_next()
    {
        var creditor = await world.CreditorAsync();
        await world.EnqueueAsync(new ProveLedger(), creditor);
        await world.EnqueueAsync(new ProveLedger(), creditor);

        await world.DoAsync(HostRole.Owner, async (AppDb db) =>
        {
            await using var held = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"lock table ledger_lines");
            var running = RunDueAsync();

            while (!(await JobsAsync(creditor)).Exists(j => j.Attempts > 0))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }

            await ClaimAndDieAsync(j => j.Attempts > 0);
            await held.CommitAsync();
            await running;
            return true;
        });

        Assert.Equal([(1, true), (2, false)], (await JobsAsync(creditor)).Select(job => (job.Attempts, job.DoneAt is not null)).Order());
    }

    [Fact]
    public async Task A_job_whose_runner_was_killed_is_due_again_when_its_lease_ends()
    {
        var creditor = await world.CreditorAsync();
        await world.EnqueueAsync(new ProveLedger(), creditor);
        await ClaimAndDieAsync(_ => true);

        await world.RunJobsAsync();
        var before = Assert.Single(await JobsAsync(creditor));
        await world.RunJobsAsync(JobRunner.Lease + TimeSpan.FromSeconds(1));
        var after = Assert.Single(await JobsAsync(creditor));

        Assert.Null(before.DoneAt);
        Assert.Equal((2, true), (after.Attempts, after.DoneAt is not null));
    }

    [Fact]
    public async Task A_job_that_always_fails_is_tried_with_growing_pauses_and_then_laid_aside()
    {
        await world.EnqueueAsync(new ProveLedger(), creditor: null);

        for (var i = 0; i < JobRunner.MaxAttempts; i++)
        {
            await world.RunJobsAsync(TimeSpan.FromHours(2));
        }

        var job = Assert.Single(await JobsAsync(null));
        Assert.Equal((JobRunner.MaxAttempts, true, true), (job.Attempts, job.DeadAt is not null, job.DoneAt is null));
        Assert.Contains("creditor by creditor", job.LastError, StringComparison.Ordinal);
    }

    private Task RunDueAsync() => world.The<JobRunner>(HostRole.Worker).RunDueAsync(JobLane.Default, () => { }, CancellationToken.None);

    // What a kill -9 leaves behind: the claim is committed, nothing else happened.
    private Task<int> ClaimAndDieAsync(Expression<Func<JobRow, bool>> which) => world.DoAsync(HostRole.Worker, (AppDb db) => db.Set<JobRow>()
        .Where(j => j.DoneAt == null && j.DeadAt == null).Where(which)
        .ExecuteUpdateAsync(j => j.SetProperty(r => r.Attempts, r => r.Attempts + 1).SetProperty(r => r.DueAt, world.Clock.GetUtcNow() + JobRunner.Lease)));

    private Task<List<JobRow>> JobsAsync(Creditor? creditor)
    {
        var id = creditor?.Id;
        return world.DoAsync(HostRole.Worker, (AppDb db) =>
            db.Set<JobRow>().AsNoTracking().Where(j => j.CreditorId == id && j.Kind == typeof(ProveLedger).FullName).ToListAsync());
    }
}
