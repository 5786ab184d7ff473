using Npgsql;
using Shared.Debts;

namespace Shared.Imports.Merging;

internal enum MergeEnd
{
    Merged,

    /// <summary>Cancelled, or another worker has taken the import over.</summary>
    NotOurs,

    /// <summary>Somebody changed one of these titles since we looked, as a debtor does who accepts an offer. Nothing was written: look again.</summary>
    Moved,
}

/// <summary>
/// Writes a prepared slice in one transaction: debtors, debts, results and the place to go on from commit together, so
/// a crash at any point neither loses nor repeats a row.
/// </summary>
internal sealed class MergeSlice(ScopedSql sql, Tenant tenant, CreditorClock clock)
{
    public async Task<MergeEnd> ExecuteAsync(Id<ImportBatch> importId, PreparedSlice slice, DebtDefaults defaults, CancellationToken cancellation)
    {
        await using var transaction = await sql.BeginAsync(cancellation);

        try
        {
            if (!await IsOursAsync(transaction, importId, slice.Slice, cancellation))
            {
                return MergeEnd.NotOurs;
            }

            await slice.Debtors.SendAsync(transaction.Connection, cancellation);
            await slice.Debts.SendAsync(transaction.Connection, cancellation);
            await using var writes = new MergeWrites(transaction.Connection, tenant.CreditorId!.Value, clock.GetUtcNow());
            writes.Debtors(slice.Debtors);
            writes.Debts(slice.Debts, defaults);
            writes.Closures(slice.Closures);
            writes.Progress(importId, slice);

            if (!await writes.SendAsync(cancellation))
            {
                return MergeEnd.Moved;
            }

            await transaction.CommitAsync(cancellation);
            return MergeEnd.Merged;
        }
        catch (PostgresException race) when (race.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
        {
            return MergeEnd.Moved;
        }
    }

    // One import of a creditor merges at a time, each from the place it stands at. The plan is told to use indexes: the
    // tables grow under it, and a plan made for an empty one would read all of a full one for every slice.
    private async Task<bool> IsOursAsync(ScopedTransaction transaction, Id<ImportBatch> importId, Slice slice, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            select set_config('jit', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
                   set_config('enable_seqscan', 'off', true), pg_advisory_xact_lock(hashtextextended($1, 0))
            """)
        {
            Parameters = { new() { Value = $"import:{tenant.CreditorId}" } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            select from imports
            where id = $1 and next_offset = $2 and status = 'Running' and cancel_requested_at is null for update
            """)
        {
            Parameters = { new() { Value = importId.Value }, new() { Value = slice.Offset } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var ours = await reader.ReadAsync(cancellation);
        await reader.CloseAsync();

        if (ours)
        {
            await using var stage = transaction.Command(Staging.Tables);
            await stage.ExecuteNonQueryAsync(cancellation);
        }

        return ours;
    }
}
