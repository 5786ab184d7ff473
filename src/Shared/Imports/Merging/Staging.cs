using Npgsql;
using Shared.Debts;

namespace Shared.Imports.Merging;

/// <summary>
/// Sends rows by COPY into tables of the session: COPY refuses tables with row-level security, and what lies in a
/// temporary table no other session can see.
/// </summary>
internal static class Staging
{
    private const short DebtorFields = 8;
    private const short OwnDebtFields = 7;

    public const string Tables = """
        create temp table staged_debtors (
            is_new boolean, id uuid, person_key uuid, type text, name text, state text, sealed_identity bytea, content_hash bytea) on commit drop;
        create temp table staged_debts (
            is_new boolean, id uuid, debtor_id uuid, person_key uuid, status text, closed_reason text, content_hash bytea,
            external_id text, portfolio text, tags text, product text, contract text, origin_creditor text, origin_on date, due_on date,
            principal_cents bigint, fees_cents bigint, fine_rate text, monthly_interest_rate text, correction_index text) on commit drop
        """;

    /// <summary>Answers how many are new and how many are known and changed.</summary>
    public static async Task<Counts> DebtorsAsync(
        NpgsqlConnection connection, Dictionary<PersonKey, PersonFile> people, Slice slice, Vault vault, CancellationToken cancellation)
    {
        using var rows = new CopyBuffer();
        var counts = default(Counts);
        rows.Begin();

        foreach (var (key, person) in people)
        {
            if (person.Written(slice, vault) is not var (document, facts, hash))
            {
                continue;
            }

            rows.Row(DebtorFields);
            rows.Bool(person.IsNew);
            rows.Uuid(person.Id);
            rows.Uuid(key.Value);
            rows.Text(person.Type.ToString());
            rows.Text(facts.Name);
            rows.Text(facts.State);
            rows.Bytes(facts.Identity(document).Seal(vault));
            rows.Uuid(hash.Value);
            counts = counts.With(person.IsNew);
        }

        await SendAsync(connection, "staged_debtors", rows, cancellation);
        return counts;
    }

    public static async Task<Counts> DebtsAsync(
        NpgsqlConnection connection, IEnumerable<Title> titles, Dictionary<PersonKey, PersonFile> people, Slice slice, CancellationToken cancellation)
    {
        using var rows = new CopyBuffer();
        var counts = default(Counts);
        rows.Begin();

        foreach (var title in titles)
        {
            if (title.Written is not { } row)
            {
                continue;
            }

            rows.Row(OwnDebtFields + EncodedDebt.FieldCount);
            rows.Bool(title.StoredId is null);
            rows.Uuid(title.StoredId ?? Id<Debt>.New().Value);
            rows.Uuid(people[title.Person].Id);
            rows.Uuid(title.Person.Value);
            rows.Text(title.Status.ToString());
            rows.Text(title.ClosedReason);
            rows.Uuid(row.Hash.Value);
            rows.Put(slice.Fields(row.Debt));
            counts = counts.With(title.StoredId is null);
        }

        await SendAsync(connection, "staged_debts", rows, cancellation);
        return counts;
    }

    private static async Task SendAsync(NpgsqlConnection connection, string table, CopyBuffer rows, CancellationToken cancellation)
    {
        rows.End();
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", cancellation);
        await copy.WriteAsync(rows.Content, cancellation);
    }
}

internal readonly record struct Counts(int New, int Changed)
{
    public Counts With(bool isNew) => isNew ? this with { New = New + 1 } : this with { Changed = Changed + 1 };
}
