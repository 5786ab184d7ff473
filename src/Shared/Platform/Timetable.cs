using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shared.Platform;

/// <summary>Work done once a day, after an hour of São Paulo: once in all, or once for each creditor.</summary>
public sealed record DailyJob(string Name, TimeOnly After, Action<JobQueue, Id<Creditor>?> Enqueue, bool ForEachCreditor);

/// <summary>That a daily job was put in line. The key is what keeps two workers from doing it twice.</summary>
public sealed class DailyRun
{
    public required string Name { get; init; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset EnqueuedAt { get; init; }
}

internal sealed class DailyRunMapping : IEntityTypeConfiguration<DailyRun>
{
    public void Configure(EntityTypeBuilder<DailyRun> run) => run.ToTable("daily_runs").HasKey(r => new { r.Name, r.On });
}

/// <summary>Puts the daily jobs in line when their hour has come. A worker that was down at that hour catches up the same day.</summary>
public sealed class Timetable(IReadOnlyList<DailyJob> daily, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Timetable> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);

        do
        {
            try
            {
                await EnqueueDueAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is Npgsql.NpgsqlException or DbUpdateException or InvalidOperationException)
            {
                log.LogError(failure, "The timetable could not be read; it will be in a minute");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Enqueues what is due today and was not yet. Safe to call from any number of workers.</summary>
    public async Task EnqueueDueAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow().InBrazil;

        foreach (var job in daily.Where(j => TimeOnly.FromTimeSpan(now.TimeOfDay) >= j.After))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var today = clock.Today;

            if (await db.Set<DailyRun>().AnyAsync(r => r.Name == job.Name && r.On == today, stopping))
            {
                continue;
            }

            db.Add(new DailyRun { Name = job.Name, On = today, EnqueuedAt = clock.GetUtcNow() });
            var queue = scope.ServiceProvider.GetRequiredService<JobQueue>();
            IReadOnlyList<Id<Creditor>?> owners = job.ForEachCreditor
                ? [.. await db.Creditors.Select(c => (Id<Creditor>?)c.Id).ToListAsync(stopping)]
                : [null];

            foreach (var owner in owners)
            {
                job.Enqueue(queue, owner);
            }

            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateException failure) when (failure.LostRace)
            {
                // Another worker put it in line.
            }
        }
    }
}
