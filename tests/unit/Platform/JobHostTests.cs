using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shared.Ledger;

namespace Tests.Platform;

public class JobHostTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Sleeping_runners_are_woken_for_each_job_of_many()
    {
        var creditor = await world.CreditorAsync();
        using var host = new JobHost(world.The<JobRunner>(HostRole.Worker), world.The<NpgsqlDataSource>(HostRole.Worker), NullLogger<JobHost>.Instance);
        await host.StartAsync(CancellationToken.None);

        for (var burst = 1; burst <= 3; burst++)
        {
            await world.DoAsync(HostRole.Worker, async (IServiceProvider services) =>
            {
                for (var i = 0; i < 10; i++)
                {
                    services.GetRequiredService<JobQueue>().Enqueue(new ProveLedger(), creditor.Id);
                }

                return await services.GetRequiredService<AppDb>().SaveChangesAsync();
            });
            var wanted = burst * 10;
            await Eventually(async () => await DoneAsync(creditor) == wanted);
        }

        await host.StopAsync(CancellationToken.None);
    }

    private Task<int> DoneAsync(Creditor creditor) =>
        world.DoAsync(HostRole.Worker, (AppDb db) => db.Set<JobRow>().CountAsync(j => j.CreditorId == creditor.Id && j.DoneAt != null && j.Attempts == 1));

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
