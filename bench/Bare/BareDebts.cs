using System.Globalization;
using Npgsql;

namespace Bench.Bare;

/// <summary>The limit of P-4: one query of a creditor's debts, answered as it comes.</summary>
internal static class BareDebts
{
    private const string Sql = """
        select id, external_id, debtor_id, lower(status), closed_reason, product, contract, origin_creditor, origin_on, due_on, principal_cents, fees_cents,
            credits_cents, fine_rate, monthly_interest_rate, interest_formula, charged_on, late_since, correction_index, portfolio, tags, created_at, updated_at
        from debts where creditor_id = $1 and id < $2 order by id desc limit 51
        """;

    private sealed record Row(
        Guid Id, string ExternalId, Guid DebtorId, string Status, string? ClosedReason, string Product, string Contract, string? OriginCreditor, DateOnly? OriginDate,
        DateOnly DueDate, string Principal, string Fees, string Credits, string FinePercent, string MonthlyInterestPercent, string InterestFormula, string ChargedOn,
        string LateSince, string? Index, string? Portfolio, string[] Tags, object? Pause, string CreatedAt, string UpdatedAt);

    private sealed record Answer(IReadOnlyList<Row> Data, string? NextCursor);

    public static string Path(Id<Creditor> creditor, string? above) =>
        $"/debts?creditor={creditor}&above={above ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"}";

    public static async Task<IResult> AnswerAsync(NpgsqlDataSource source, Guid creditor, Guid above)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = creditor });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = above });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Row>();

        while (await reader.ReadAsync())
        {
            rows.Add(Read(reader));
        }

        return Results.Json(new Answer(rows[..Math.Min(50, rows.Count)], rows.Count > 50 ? rows[49].Id.ToString() : null));
    }

    private static Row Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetGuid(2), r.GetString(3), Text(r, 4), r.GetString(5), r.GetString(6), Text(r, 7),
        r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8), r.GetFieldValue<DateOnly>(9), Money(r, 10), Money(r, 11), Money(r, 12), Rate(r, 13), Rate(r, 14),
        Camel(r.GetString(15)), Camel(r.GetString(16)), Camel(r.GetString(17)), Text(r, 18), Text(r, 19), r.GetFieldValue<string[]>(20), null, At(r, 21), At(r, 22));

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static string Money(NpgsqlDataReader r, int column) => (r.GetInt64(column) / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Rate(NpgsqlDataReader r, int column) => (r.GetDecimal(column) * 100).ToString("0.00######", CultureInfo.InvariantCulture);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string At(NpgsqlDataReader r, int column) => r.GetDateTime(column).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
