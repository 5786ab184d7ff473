using Npgsql;
using NpgsqlTypes;
using Shared.Debtors;
using Shared.Debts;
using Shared.Imports.Reading;

namespace Shared.Imports.Merging;

/// <summary>What the portfolio already holds of the titles and people of a slice.</summary>
internal static class Findings
{
    // Lateral with a limit: one index probe per title, whatever the planner believes of a table that grew since it last looked.
    private const string Titles = """
        select d.external_id, d.id, d.person_key, d.status, d.content_hash
        from unnest($1) as wanted (external_id)
        cross join lateral (select * from debts where debts.external_id = wanted.external_id limit 1) d
        """;

    private const string People = """
        select d.person_key, d.id, d.content_hash, d.name, d.state, d.sealed_identity
        from unnest($1) as wanted (person_key)
        cross join lateral (select * from debtors where debtors.person_key = wanted.person_key limit 1) d
        """;

    public static async Task<Dictionary<string, Title>> TitlesAsync(
        ScopedTransaction transaction, IEnumerable<SliceRow> rows, CancellationToken cancellation)
    {
        var titles = new Dictionary<string, Title>(Slice.MostRows);

        foreach (var row in rows.Where(row => row.Fault is null))
        {
            titles.TryAdd(row.ExternalId, new Title());
        }

        await using var command = transaction.Command(Titles);
        command.Parameters.Add(new() { Value = titles.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        while (await reader.ReadAsync(cancellation))
        {
            titles[reader.GetString(0)] = Title.Stored(
                reader.GetGuid(1), new PersonKey(reader.GetGuid(2)), Enum.Parse<DebtStatus>(reader.GetString(3)),
                Fingerprint.Of(reader.GetFieldValue<byte[]>(4)));
        }

        return titles;
    }

    public static async Task<Dictionary<PersonKey, PersonFile>> PeopleAsync(
        ScopedTransaction transaction, IEnumerable<SliceRow> upserts, Vault vault, CancellationToken cancellation)
    {
        var people = new Dictionary<PersonKey, PersonFile>(Slice.MostRows);
        var wanted = upserts.Select(row => row.Person.Value).Distinct().ToArray();
        await using var command = transaction.Command(People);
        command.Parameters.Add(new() { Value = wanted, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        while (await reader.ReadAsync(cancellation))
        {
            var person = new PersonKey(reader.GetGuid(0));
            var (name, state) = (reader.GetString(3), await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4));
            var sealedIdentity = reader.GetFieldValue<byte[]>(5);
            people.Add(person, PersonFile.Stored(
                reader.GetGuid(1), Fingerprint.Of(reader.GetFieldValue<byte[]>(2)),
                () => DebtorFacts.Of(name, state, DebtorIdentity.Open(sealedIdentity, vault))));
        }

        foreach (var person in wanted.Select(value => new PersonKey(value)))
        {
            people.TryAdd(person, PersonFile.New());
        }

        return people;
    }
}
