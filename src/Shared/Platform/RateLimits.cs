using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace Shared.Platform;

/// <summary>How often something may happen: <paramref name="Times"/> in <paramref name="Per"/>, bursts included.</summary>
public sealed record Rate(int Times, TimeSpan Per)
{
    internal TimeSpan Spacing => Per / Times;
}

/// <summary>What a limiter answered. <paramref name="RetryAfter"/> is zero when it was allowed.</summary>
public readonly record struct RateDecision(bool Allowed, int Remaining, TimeSpan RetryAfter);

/// <summary>
/// Limits that hold across all instances, because the count is one row in PostgreSQL (generic cell rate algorithm:
/// a row keeps only the time at which the bucket is empty again).
/// </summary>
public sealed class RateLimits(NpgsqlDataSource source, TimeProvider clock)
{
    // Two statements in one round trip: the second runs only to tell a refused caller when to come back.
    private const string Sql = """
        with taken as (
            insert into {0} as r (key, empty_at) values ($1, $2 + $3)
            on conflict (key) do update set empty_at = greatest(r.empty_at, $2) + $3
            where greatest(r.empty_at, $2) + $3 - $2 <= $4
            returning empty_at)
        select true, empty_at from taken
        union all
        select false, empty_at from {0} where key = $1 and not exists (select from taken)
        """;

    private static readonly string Durable = Sql.Replace("{0}", "lasting_limits", StringComparison.Ordinal);
    private static readonly string Volatile = Sql.Replace("{0}", "passing_limits", StringComparison.Ordinal);

    /// <summary>For throttles that may be forgotten in a crash: requests per address, per key.</summary>
    public Task<RateDecision> TakeAsync(string key, Rate rate, CancellationToken cancellation) => TakeAsync(Volatile, key, rate, 1, cancellation);

    /// <summary>The same for several places at once: all or none.</summary>
    public Task<RateDecision> TakeManyAsync(string key, Rate rate, int places, CancellationToken cancellation) =>
        TakeAsync(Volatile, key, rate, places, cancellation);

    /// <summary>For limits that guard people: codes sent and tried.</summary>
    public Task<RateDecision> TakeLastingAsync(string key, Rate rate, CancellationToken cancellation) => TakeAsync(Durable, key, rate, 1, cancellation);

    /// <summary>Whether <see cref="TakeLastingAsync"/> would be allowed now, without taking.</summary>
    public async Task<RateDecision> PeekLastingAsync(string key, Rate rate, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = source.CreateCommand("select empty_at from lasting_limits where key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        var empty = await command.ExecuteScalarAsync(cancellation) is DateTime at && at > now.UtcDateTime ? new DateTimeOffset(at) : now;
        return Decision(empty + rate.Spacing - now <= rate.Per, rate, rate.Spacing, empty - now);
    }

    private async Task<RateDecision> TakeAsync(string sql, string key, Rate rate, int places, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var cost = rate.Spacing * places;
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = cost });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = rate.Per });
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        // No row at all: another request took the last place between our two looks. Treat it as refused.
        if (!await reader.ReadAsync(cancellation))
        {
            return new(false, 0, cost);
        }

        var allowed = reader.GetBoolean(0);
        var empty = reader.GetFieldValue<DateTimeOffset>(1);
        return Decision(allowed, rate, cost, empty - now);
    }

    private static RateDecision Decision(bool allowed, Rate rate, TimeSpan cost, TimeSpan full)
    {
        var free = rate.Per - full;
        return allowed
            ? new(true, (int)Math.Max(0, Math.Floor(free / rate.Spacing)), TimeSpan.Zero)
            : new(false, 0, cost - free);
    }
}

/// <summary>A limit that survives a crash of the database.</summary>
public sealed class LastingLimit
{
    public required string Key { get; init; }
    public required DateTimeOffset EmptyAt { get; init; }
}

/// <summary>A limit kept in an unlogged table: fast, and empty after a crash.</summary>
public sealed class PassingLimit
{
    public required string Key { get; init; }
    public required DateTimeOffset EmptyAt { get; init; }
}

internal sealed class LastingLimitMapping : IEntityTypeConfiguration<LastingLimit>
{
    public void Configure(EntityTypeBuilder<LastingLimit> limit) => limit.ToTable("lasting_limits").HasKey(l => l.Key);
}

internal sealed class PassingLimitMapping : IEntityTypeConfiguration<PassingLimit>
{
    public void Configure(EntityTypeBuilder<PassingLimit> limit) => limit.ToTable("passing_limits").IsUnlogged().HasKey(l => l.Key);
}
