using Npgsql;
using NpgsqlTypes;
using Shared.Debts;

namespace Shared.Imports.Merging;

/// <summary>The statements that move a staged slice into the portfolio, sent in one round trip.</summary>
internal sealed class MergeWrites(NpgsqlConnection connection, Id<Creditor> creditorId, DateTimeOffset now) : IAsyncDisposable
{
    private const string InsertDebtors = """
        insert into debtors (creditor_id, id, person_key, type, name, state, sealed_identity, content_hash, created_at, updated_at)
        select $1, id, person_key, type, name, state, sealed_identity, content_hash, $2, $2 from staged_debtors where is_new
        """;

    private const string UpdateDebtors = """
        update debtors d set name = s.name, state = s.state, sealed_identity = s.sealed_identity, content_hash = s.content_hash, updated_at = $2
        from staged_debtors s where not s.is_new and d.creditor_id = $1 and d.id = s.id
        """;

    private const string InsertDebts = """
        insert into debts (creditor_id, id, debtor_id, person_key, external_id, portfolio, tags, product, contract, origin_creditor, origin_on,
            due_on, principal_cents, fees_cents, credits_cents, fine_rate, monthly_interest_rate, interest_formula, charged_on, late_since,
            correction_index, status, closed_reason, content_hash, created_at, updated_at)
        select $1, id, debtor_id, person_key, external_id, portfolio, string_to_array(tags, '|'), product, contract, origin_creditor, origin_on,
            due_on, principal_cents, fees_cents, 0, coalesce(fine_rate::numeric, $3), coalesce(monthly_interest_rate::numeric, $4),
            case when monthly_interest_rate is null then $5 else $6 end, $7, $8, nullif(coalesce(correction_index, $9), 'NONE'),
            status, closed_reason, content_hash, $2, $2
        from staged_debts where is_new
        """;

    private const string UpdateDebts = """
        update debts d set portfolio = s.portfolio, tags = string_to_array(s.tags, '|'), product = s.product, contract = s.contract,
            origin_creditor = s.origin_creditor, origin_on = s.origin_on, due_on = s.due_on, principal_cents = s.principal_cents,
            fees_cents = s.fees_cents, fine_rate = coalesce(s.fine_rate::numeric, $3),
            monthly_interest_rate = coalesce(s.monthly_interest_rate::numeric, $4),
            interest_formula = case when s.monthly_interest_rate is null then $5 else $6 end, charged_on = $7, late_since = $8,
            correction_index = nullif(coalesce(s.correction_index, $9), 'NONE'), content_hash = s.content_hash, updated_at = $2
        from staged_debts s where not s.is_new and d.creditor_id = $1 and d.id = s.id and d.status = 'Open'
        """;

    private const string CloseDebts = """
        update debts d set status = 'Closed', closed_reason = c.reason, updated_at = $2
        from unnest($3::uuid[], $4::text[]) as c (id, reason) where d.creditor_id = $1 and d.id = c.id and d.status = 'Open'
        """;

    private const string KeepResults = """
        insert into import_slices (creditor_id, import_id, number, sealed_results) select $1, $2, slices, $3 from imports where id = $2
        """;

    private const string MoveOn = """
        update imports set slices = slices + 1, next_offset = $2, next_line = $3, rows_read = rows_read + $4, created = created + $5,
            updated = updated + $6, unchanged = unchanged + $7, closed = closed + $8, rejected = rejected + $9
        where id = $1
        """;

    private readonly NpgsqlBatch _batch = new(connection);
    private readonly List<(NpgsqlBatchCommand Command, int Rows)> _expected = [];

    public void Debtors(StagedRows staged)
    {
        Expect(staged.New, InsertDebtors);
        Expect(staged.Changed, UpdateDebtors);
    }

    public void Debts(StagedRows staged, DebtDefaults defaults)
    {
        Expect(staged.New, InsertDebts, Of(defaults));
        Expect(staged.Changed, UpdateDebts, Of(defaults));
    }

    public void Closures(IReadOnlyList<Title> closed) => Expect(
        closed.Count, CloseDebts,
        new() { Value = closed.Select(t => t.Id).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
        new() { Value = closed.Select(t => t.ClosedReason!).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    public void Progress(Id<ImportBatch> importId, PreparedSlice prepared)
    {
        var (slice, tally) = (prepared.Slice, prepared.Tally);
        Add(KeepResults, creditorId.Value, importId.Value, prepared.Results);
        Add(MoveOn, importId.Value, slice.NextOffset, slice.NextLine, tally.Rows, tally.Of(RowOutcome.Created), tally.Of(RowOutcome.Updated),
            tally.Of(RowOutcome.Unchanged), tally.Of(RowOutcome.Closed), tally.Of(RowOutcome.Rejected));
    }

    /// <summary>False when a title that we found open was open no more as we wrote: then nothing of this may be kept.</summary>
    public async Task<bool> SendAsync(CancellationToken cancellation)
    {
        await _batch.ExecuteNonQueryAsync(cancellation);
        return _expected.TrueForAll(e => (int)e.Command.RecordsAffected == e.Rows);
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private static NpgsqlParameter[] Of(DebtDefaults defaults) =>
    [
        new() { Value = defaults.Terms.FineRate },
        new() { Value = defaults.Terms.MonthlyInterestRate },
        new() { Value = defaults.Terms.Formula.ToString() },
        new() { Value = defaults.Terms.Agreeing(defaults.Terms.MonthlyInterestRate).Formula.ToString() },
        new() { Value = defaults.Terms.ChargedOn.ToString() },
        new() { Value = defaults.Terms.LateSince.ToString() },
        new() { Value = (object?)defaults.CorrectionIndex ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
    ];

    private void Expect(int rows, string text, params IReadOnlyList<NpgsqlParameter> more)
    {
        if (rows > 0)
        {
            var command = Add(text, creditorId.Value, now);
            more.ToList().ForEach(parameter => command.Parameters.Add(parameter));
            _expected.Add((command, rows));
        }
    }

    private NpgsqlBatchCommand Add(string text, params IReadOnlyList<object> values)
    {
        var command = new NpgsqlBatchCommand(text);

        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        _batch.BatchCommands.Add(command);
        return command;
    }
}
