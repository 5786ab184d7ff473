using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Shared.Platform;

/// <summary>
/// Turns the job runners of a worker process. A notice from the database wakes one runner of the lane it names, and whoever takes a
/// job wakes the next: a job costs two looks at the table, however many runners sleep. The clock is the fallback.
/// </summary>
public sealed class JobHost(JobRunner runner, NpgsqlDataSource source, ILogger<JobHost> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    // Runners of webhooks do little but wait for an answer.
    private static readonly Dictionary<JobLane, int> Runners = new()
    {
        [JobLane.Default] = 4,
        [JobLane.Bulk] = 1,
        [JobLane.Outbound] = 4,
        [JobLane.Webhook] = 16,
        [JobLane.SlowWebhook] = 16,
    };

    private readonly Dictionary<JobLane, SemaphoreSlim> _wake = Runners.ToDictionary(r => r.Key, _ => new SemaphoreSlim(0));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        ListenAsync(stoppingToken),
        WatchClockAsync(stoppingToken),
        .. Runners.SelectMany(lane => Enumerable.Range(0, lane.Value).Select(_ => TurnAsync(lane.Key, stoppingToken))),
    ]);

    private async Task TurnAsync(JobLane lane, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _wake[lane].WaitAsync(stopping);
                await runner.RunDueAsync(lane, () => Wake(lane), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or DbUpdateException)
            {
                // The database is away: wait for it rather than take the host down.
                log.LogError(failure, "The job runner of lane {Lane} could not work", lane);
                await Task.Delay(Idle, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // What is due later is told by nobody.
    private async Task WatchClockAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            foreach (var lane in Runners.Keys)
            {
                Wake(lane);
            }

            await Task.Delay(Idle, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stopping);
                connection.Notification += (_, notice) => Hear(notice.Payload);
                await using (var listen = new NpgsqlCommand("listen jobs", connection))
                {
                    await listen.ExecuteNonQueryAsync(stopping);
                }

                while (true)
                {
                    await connection.WaitAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException failure)
            {
                log.LogWarning("Listening for jobs ended: {Failure}. The clock still finds them", failure.Message);
                await Task.Delay(Idle, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Hear(string lane)
    {
        if (Enum.TryParse<JobLane>(lane, out var named))
        {
            Wake(named);
        }
    }

    private void Wake(JobLane lane)
    {
        if (_wake[lane].CurrentCount == 0)
        {
            _wake[lane].Release();
        }
    }

    public override void Dispose()
    {
        foreach (var wake in _wake.Values)
        {
            wake.Dispose();
        }

        base.Dispose();
    }
}
