namespace Shared.Debts;

/// <summary>The index figures as published by now. Kept for a minute: they change a few times a month.</summary>
public sealed class FindIndexes(AppDb db, IndexCache cache)
{
    public async Task<IndexTable> ExecuteAsync() =>
        cache.Fresh ?? cache.Keep(IndexTable.Of(await db.IndexFigures.AsNoTracking().ToListAsync()));
}

/// <summary>The table this process read last.</summary>
public sealed class IndexCache(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private volatile Entry? _entry;

    internal IndexTable? Fresh => _entry is { } entry && clock.GetUtcNow() - entry.ReadAt < Lifetime ? entry.Table : null;

    internal IndexTable Keep(IndexTable table)
    {
        _entry = new(table, clock.GetUtcNow());
        return table;
    }

    internal void Forget() => _entry = null;

    private sealed record Entry(IndexTable Table, DateTimeOffset ReadAt);
}
