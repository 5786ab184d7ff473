using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Shared.Platform;

/// <summary>Turns the job runners of a worker process. A notice from the database wakes them; the clock is the fallback.</summary>
public sealed class JobHost(JobRunner runner, NpgsqlDataSource source, ILogger<JobHost> log) : BackgroundService
{
    private const int DefaultRunners = 4;
    private const int OutboundRunners = 4;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _wake = new(0);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        ListenAsync(stoppingToken),
        TurnAsync(JobLane.Bulk, stoppingToken),
        .. Enumerable.Range(0, DefaultRunners).Select(_ => TurnAsync(JobLane.Default, stoppingToken)),
        .. Enumerable.Range(0, OutboundRunners).Select(_ => TurnAsync(JobLane.Outbound, stoppingToken)),
    ]);

    private async Task TurnAsync(JobLane lane, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await runner.RunDueAsync(lane, stopping);
                await _wake.WaitAsync(Idle, stopping);
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

    private async Task ListenAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stopping);
                connection.Notification += (_, _) => Wake();
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

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release(DefaultRunners + OutboundRunners + 1);
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }
}
