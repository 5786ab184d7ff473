using Npgsql;

namespace Shared.Imports.Merging;

/// <summary>Rows in the form of COPY, and how many of them are new and how many known and changed.</summary>
internal sealed class StagedRows(string table) : IDisposable
{
    public CopyBuffer Rows { get; } = new();

    public int New { get; private set; }

    public int Changed { get; private set; }

    public void Begin(short fields, bool isNew)
    {
        (New, Changed) = isNew ? (New + 1, Changed) : (New, Changed + 1);
        Rows.Row(fields);
        Rows.Bool(isNew);
    }

    public async Task SendAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (New + Changed > 0)
        {
            await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", cancellation);
            await copy.WriteAsync(Rows.Content, cancellation);
        }
    }

    public void Dispose() => Rows.Dispose();
}

/// <summary>
/// Rows go by COPY into tables of the session: COPY refuses tables with row-level security, and what lies in a
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

    public static StagedRows Debtors(Dictionary<PersonKey, PersonFile> people, Slice slice, Vault vault)
    {
        var staged = new StagedRows("staged_debtors");
        var rows = staged.Rows;
        rows.Begin();

        foreach (var (key, person) in people)
        {
            if (person.Write(slice, vault) is not var (document, facts, hash))
            {
                continue;
            }

            staged.Begin(DebtorFields, person.IsNew);
            rows.Uuid(person.Id);
            rows.Uuid(key.Value);
            rows.Text(person.Type.ToString());
            rows.Text(facts.Name);
            rows.Text(facts.State);
            rows.Bytes(facts.Identity(document).Seal(vault));
            rows.Uuid(hash.Value);
        }

        rows.End();
        return staged;
    }

    public static StagedRows Debts(IEnumerable<Title> titles, Dictionary<PersonKey, PersonFile> people, Slice slice)
    {
        var staged = new StagedRows("staged_debts");
        var rows = staged.Rows;
        rows.Begin();

        foreach (var title in titles)
        {
            if (title.Written is not { } row)
            {
                continue;
            }

            staged.Begin(OwnDebtFields + EncodedDebt.FieldCount, title.IsNew);
            rows.Uuid(title.Id);
            rows.Uuid(people[title.Person].Id);
            rows.Uuid(title.Person.Value);
            rows.Text(title.Status.ToString());
            rows.Text(title.ClosedReason);
            rows.Uuid(row.Hash.Value);
            rows.Put(slice.Fields(row.Debt));
        }

        rows.End();
        return staged;
    }
}
