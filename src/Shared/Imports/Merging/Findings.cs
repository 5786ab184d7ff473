using Npgsql;
using NpgsqlTypes;
using Shared.Debtors;
using Shared.Debts;
using Shared.Imports.Reading;

namespace Shared.Imports.Merging;

/// <summary>What the database holds of the titles and people of a slice.</summary>
internal static class Findings
{
    // Lateral with a limit: one index probe per title, whatever the planner believes of a table that grew since it last looked.
    private const string Titles = """
        select d.external_id, d.id, d.person_key, d.status, d.content_hash
        from unnest($1) as wanted (external_id)
        cross join lateral (select * from debts where debts.external_id = wanted.external_id limit 1) d
        """;

    // The sealed file travels only for people of whom something else is said than what it says.
    private const string People = """
        select d.person_key, d.id, d.content_hash, case when differs then d.name end, case when differs then d.state end,
               case when differs then d.sealed_identity end
        from unnest($1, $2) as wanted (person_key, hash)
        cross join lateral (select * from debtors where debtors.person_key = wanted.person_key limit 1) d
        cross join lateral (select d.content_hash is distinct from wanted.hash as differs) c
        """;

    public static async Task TitlesAsync(
        ScopedTransaction transaction, List<string> unknown, Dictionary<string, Title> titles, CancellationToken cancellation)
    {
        await using var command = transaction.Command(Titles);
        command.Parameters.Add(new() { Value = unknown.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        while (await reader.ReadAsync(cancellation))
        {
            titles[reader.GetString(0)] = Title.Stored(
                reader.GetGuid(1), new PersonKey(reader.GetGuid(2)), Enum.Parse<DebtStatus>(reader.GetString(3)),
                Fingerprint.Of(reader.GetFieldValue<byte[]>(4)));
        }
    }

    /// <summary>People who are not found are new.</summary>
    public static async Task PeopleAsync(
        ScopedTransaction transaction, Dictionary<PersonKey, Fingerprint?> unknown, Dictionary<PersonKey, PersonFile> people, Vault vault,
        CancellationToken cancellation)
    {
        await using var command = transaction.Command(People);
        command.Parameters.Add(new() { Value = unknown.Keys.Select(key => key.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = unknown.Values.Select(hash => hash?.ToBytes()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        while (await reader.ReadAsync(cancellation))
        {
            people.Add(new PersonKey(reader.GetGuid(0)), PersonFile.Stored(
                reader.GetGuid(1), Fingerprint.Of(reader.GetFieldValue<byte[]>(2)), Opener(reader, vault)));
        }

        foreach (var person in unknown.Keys)
        {
            people.TryAdd(person, PersonFile.New());
        }
    }

    private static Func<DebtorFacts> Opener(NpgsqlDataReader reader, Vault vault)
    {
        if (reader.IsDBNull(3))
        {
            return () => throw new InvalidOperationException("Nothing else was said of this person.");
        }

        var (name, state, identity) = (reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<byte[]>(5));
        return () => DebtorFacts.Of(name, state, DebtorIdentity.Open(identity, vault));
    }
}
