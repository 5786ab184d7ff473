using System.Collections.Concurrent;
using Admin.Api.Http;
using Microsoft.Extensions.Options;
using Npgsql;
using Shared.Creditors;

namespace Admin.Api.Auth;

/// <summary>
/// Finds a key and takes a place of its rate. Places are fetched by the handful, so that most requests cost one small
/// read; the database still counts for all hosts together.
/// </summary>
public sealed class KeyLookup(NpgsqlDataSource source, RateLimits limits, IOptions<ApiOptions> options, TimeProvider clock)
{
    private const int Handfuls = 60;
    private const int LargestHandful = 50;
    private const int MostStocks = 10_000;
    private static readonly TimeSpan StockLife = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Stock> _stocks = new();
    private readonly Rate _rate = new(options.Value.RequestsPerMinute, TimeSpan.FromMinutes(1));
    private readonly int _handful = Math.Clamp(options.Value.RequestsPerMinute / Handfuls, 1, LargestHandful);

    public int Limit => _rate.Times;

    public TimeSpan Spacing => _rate.Per / _rate.Times;

    /// <summary>Null for a key that was never issued: it costs nobody a place.</summary>
    public async Task<(KnownKey Key, RateDecision Rate)?> FindAsync(byte[] hash, CancellationToken cancellation)
    {
        if (await LookAsync(hash, cancellation) is not { } key)
        {
            return null;
        }

        var name = $"key:{key.Id}";
        return (key, Take(name) ?? await FetchAsync(name, cancellation));
    }

    private async Task<KnownKey?> LookAsync(byte[] hash, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "select id, creditor_id, mode, scopes, expires_at, revoked_at, last_used_at, client_id, ahead from find_api_key($1)");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    // Less than a handful may be left: then every request counts by itself.
    private async Task<RateDecision> FetchAsync(string name, CancellationToken cancellation) =>
        await limits.TakeManyAsync(name, _rate, _handful, cancellation) is { Allowed: true } many ? Keep(name, many)
        : await limits.TakeAsync(name, _rate, cancellation);

    private RateDecision? Take(string name) =>
        _stocks.TryGetValue(name, out var stock) && clock.GetUtcNow() < stock.Until && Interlocked.Decrement(ref stock.Left) is >= 0 and var left
            ? new RateDecision(true, stock.Remaining + left, TimeSpan.Zero)
            : null;

    private RateDecision Keep(string name, RateDecision decision)
    {
        if (_stocks.Count > MostStocks)
        {
            _stocks.Clear();
        }

        if (_handful > 1)
        {
            _stocks[name] = new Stock(clock.GetUtcNow() + StockLife, decision.Remaining) { Left = _handful - 1 };
        }

        return decision with { Remaining = decision.Remaining + _handful - 1 };
    }

    private static KnownKey Read(NpgsqlDataReader row) => new(
        new Id<ApiKey>(row.GetGuid(0)),
        new Id<Creditor>(row.GetGuid(1)),
        Enum.Parse<CreditorMode>(row.GetString(2)),
        row.GetFieldValue<string[]>(3),
        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
        new Id<ApiKey>(row.GetGuid(7)),
        row.GetFieldValue<TimeSpan>(8));

    private sealed class Stock(DateTimeOffset until, int remaining)
    {
        public readonly DateTimeOffset Until = until;
        public readonly int Remaining = remaining;
        public int Left;
    }
}
