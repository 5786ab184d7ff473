using System.Text;
using Npgsql;
using NpgsqlTypes;
using Shared.Debts;

namespace Shared.Imports.Merging;

internal enum MergeEnd
{
    Merged,

    /// <summary>Cancelled, or another worker has taken the import over.</summary>
    NotOurs,

    /// <summary>A debtor accepted an offer while we merged: nothing was written, and a second look will find the title under agreement.</summary>
    Moved,
}

/// <summary>
/// Merges one slice into the portfolio in one transaction: debtors, debts, results and the place to go on from commit
/// together, so a crash at any point neither loses nor repeats a row.
/// </summary>
internal sealed class MergeSlice(ScopedSql sql, Tenant tenant, Vault vault, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>False when the import is no longer ours to continue.</summary>
    public async Task<bool> ExecuteAsync(Id<ImportBatch> importId, Slice slice, LateTerms defaults, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var end = await MergeAsync(importId, slice, defaults, cancellation);
                Invariant.Holds(end is not MergeEnd.Moved || attempt < Tries, $"Import {importId}: titles keep moving at byte {slice.Offset}.");

                if (end is not MergeEnd.Moved)
                {
                    return end is MergeEnd.Merged;
                }
            }
            catch (PostgresException race) when (attempt < Tries && race.SqlState
                is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // Somebody wrote one of these titles between our look and our insert: look again.
            }
        }
    }

    private async Task<MergeEnd> MergeAsync(Id<ImportBatch> importId, Slice slice, LateTerms defaults, CancellationToken cancellation)
    {
        await using var transaction = await sql.BeginAsync(cancellation);

        if (!await IsOursAsync(transaction, importId, slice, cancellation))
        {
            return MergeEnd.NotOurs;
        }

        var titles = await Findings.TitlesAsync(transaction, slice.Rows, cancellation);
        var tally = new Tally();
        var taken = new List<SliceRow>(slice.Rows.Count);

        foreach (var row in slice.Rows)
        {
            var verdict = row.Fault is { } fault ? new Verdict(RowOutcome.Rejected, fault) : titles[row.ExternalId].Take(row);
            tally.Add(row, verdict);

            if (verdict.Outcome is RowOutcome.Created or RowOutcome.Updated)
            {
                taken.Add(row);
            }
        }

        var people = await Findings.PeopleAsync(transaction, taken, vault, cancellation);
        taken.ForEach(row => people[row.Person].Take(row, slice));

        var debtors = await Staging.DebtorsAsync(transaction.Connection, people, slice, vault, cancellation);
        var debts = await Staging.DebtsAsync(transaction.Connection, titles.Values, people, slice, cancellation);

        await using var writes = new MergeWrites(transaction.Connection, tenant.CreditorId!.Value, clock.GetUtcNow());
        writes.Debtors(debtors);
        writes.Debts(debts, defaults);
        writes.Closures([.. titles.Values.Where(t => t is { IsClosedHere: true, StoredId: not null })]);
        writes.Progress(importId, slice, tally, ImportSlice.Pack(tally.Lines, vault));

        if (!await writes.SendAsync(cancellation))
        {
            return MergeEnd.Moved;
        }

        await transaction.CommitAsync(cancellation);
        return MergeEnd.Merged;
    }

    // One import of a creditor merges at a time, each from the place it stands at. The plan is told to use indexes: the
    // tables grow under it, and a plan made for an empty one would read all of a full one for every slice.
    private async Task<bool> IsOursAsync(ScopedTransaction transaction, Id<ImportBatch> importId, Slice slice, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select set_config('jit', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))")
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

/// <summary>What the rows of a slice came to, in numbers and in lines of the result file.</summary>
internal sealed class Tally
{
    private readonly int[] _counts = new int[Enum.GetValues<RowOutcome>().Length];
    private readonly StringBuilder _lines = new();

    public int Rows => _counts.Sum();

    public byte[] Lines => Encoding.UTF8.GetBytes(_lines.ToString());

    public int Of(RowOutcome outcome) => _counts[(int)outcome];

    public void Add(SliceRow row, Verdict verdict)
    {
        _counts[(int)verdict.Outcome]++;
        verdict.Write(_lines, row.Line, row.ExternalId);
    }
}
