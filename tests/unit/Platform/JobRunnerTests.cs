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
    public async Task A_job_whose_runner_was_killed_is_due_again_when_its_lease_ends()
    {
        var creditor = await world.CreditorAsync();
        await world.EnqueueAsync(new ProveLedger(), creditor);
        await ClaimAndDieAsync();

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

    // What a kill -9 leaves behind: the claim is committed, nothing else happened.
    private Task<int> ClaimAndDieAsync() => world.DoAsync(HostRole.Worker, (AppDb db) => db.Set<JobRow>()
        .Where(j => j.DoneAt == null && j.DeadAt == null)
        .ExecuteUpdateAsync(j => j.SetProperty(r => r.Attempts, r => r.Attempts + 1).SetProperty(r => r.DueAt, world.Clock.GetUtcNow() + JobRunner.Lease)));

    private Task<List<JobRow>> JobsAsync(Creditor? creditor)
    {
        var id = creditor?.Id;
        return world.DoAsync(HostRole.Worker, (AppDb db) =>
            db.Set<JobRow>().AsNoTracking().Where(j => j.CreditorId == id && j.Kind == typeof(ProveLedger).FullName).ToListAsync());
    }
}
