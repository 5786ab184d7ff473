using Npgsql;

namespace Tests.House;

/// <summary>
/// Rows of two creditors and two persons in every table that has an owner, put there by force: constraints and
/// triggers are no part of what these tests ask. A table added tomorrow is filled by itself.
/// </summary>
public sealed class GuardedRows : IAsyncLifetime
{
    public static readonly Guid A = Guid.Parse("00000000-0000-7000-8000-00000000000a");
    public static readonly Guid B = Guid.Parse("00000000-0000-7000-8000-00000000000b");
    public static readonly Guid P = Guid.Parse("00000000-0000-7000-8000-0000000000f1");
    public static readonly Guid Q = Guid.Parse("00000000-0000-7000-8000-0000000000f2");

    /// <summary>Somebody no creditor has on file.</summary>
    public static readonly Guid Stranger = Guid.Parse("00000000-0000-7000-8000-0000000000f3");

    private TestDatabase _database = null!;

    public IReadOnlyList<GuardedTable> Tables { get; private set; } = [];

    public IEnumerable<GuardedTable> Owned => Tables.Where(t => t.HasCreditor || t.HasPerson);

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CloneAsync();
        await using var owner = await OpenAsync(HostRole.Owner);
        Tables = await ReadTablesAsync(owner);
        await using var loose = new NpgsqlCommand(Loosen, owner);
        await loose.ExecuteNonQueryAsync();

        foreach (var table in Owned)
        {
            foreach (var (creditor, person) in Owners(table))
            {
                await using var insert = new NpgsqlCommand(table.Insert(creditor, person) + " on conflict do nothing", owner);
                await insert.ExecuteNonQueryAsync();
            }
        }
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    public async Task<NpgsqlConnection> OpenAsync(HostRole role)
    {
        var connection = new NpgsqlConnection(_database.ConnectionStringOf(role));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>What a statement gives within a scope, or the SQLSTATE it is refused with. Nothing it does stays.</summary>
    public async Task<(long? Number, string? Refused)> AskAsync(HostRole role, string sql, Guid? creditor = null, Guid? person = null)
    {
        await using var connection = await OpenAsync(role);
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var scope = new NpgsqlCommand("select set_config('app.creditor_id', $1, true), set_config('app.person_key', $2, true)", connection))
        {
            scope.Parameters.AddWithValue(creditor?.ToString() ?? "");
            scope.Parameters.AddWithValue(person?.ToString() ?? "");
            await scope.ExecuteNonQueryAsync();
        }

        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return sql.StartsWith("select", StringComparison.Ordinal)
                ? (Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture), null)
                : (await command.ExecuteNonQueryAsync(), null);
        }
        catch (PostgresException refused)
        {
            return (null, refused.SqlState);
        }
    }

    private const string Loosen = """
        do $$
        declare rule record;
        begin
            for rule in select conname, conrelid::regclass as tab from pg_constraint
                        where contype in ('c', 'x') and connamespace = 'public'::regnamespace loop
                execute format('alter table %s drop constraint %I', rule.tab, rule.conname);
            end loop;
        end $$;
        set session_replication_role = replica;
        """;

    private static IEnumerable<(Guid Creditor, Guid Person)> Owners(GuardedTable table) =>
        table.HasCreditor ? [(A, P), (A, Q), (B, P), (B, Q)] : [(A, P), (A, Q), (A, Stranger)];

    private static async Task<IReadOnlyList<GuardedTable>> ReadTablesAsync(NpgsqlConnection owner)
    {
        await using var command = new NpgsqlCommand("""
            select t.relname, t.relrowsecurity and t.relforcerowsecurity, exists (select from pg_policy p where p.polrelid = t.oid),
                   coalesce(array_agg(c.column_name || ':' || c.data_type order by c.ordinal_position)
                       filter (where c.column_default is null and c.is_identity = 'NO' and (c.is_nullable = 'NO' or c.column_name in ('creditor_id', 'person_key'))), '{}')
            from pg_class t join information_schema.columns c on c.table_schema = 'public' and c.table_name = t.relname
            where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
            group by t.oid, t.relname, t.relrowsecurity, t.relforcerowsecurity order by t.relname
            """, owner);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<GuardedTable>();

        while (await reader.ReadAsync())
        {
            var columns = reader.GetFieldValue<string[]>(3).Select(c => c.Split(':')).Select(c => (c[0], c[1]));
            tables.Add(new(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), [.. columns]));
        }

        return tables;
    }
}

public sealed record GuardedTable(string Name, bool IsForced, bool HasPolicies, IReadOnlyList<(string Name, string Type)> Columns)
{
    public bool HasCreditor => Columns.Any(c => c.Name == "creditor_id");

    public bool HasPerson => Columns.Any(c => c.Name == "person_key");

    public override string ToString() => Name;

    public string Insert(Guid creditor, Guid person) =>
        $"insert into {Name} ({string.Join(", ", Columns.Select(c => c.Name))}) values ({string.Join(", ", Columns.Select(c => ValueOf(c.Name, c.Type, creditor, person)))})";

    private static string ValueOf(string column, string type, Guid creditor, Guid person) => (column, type) switch
    {
        ("creditor_id", _) => $"'{creditor}'",
        ("person_key", _) => $"'{person}'",
        (_, "uuid") => "gen_random_uuid()",
        (_, "text") => "gen_random_uuid()::text",
        (_, "bigint" or "integer" or "smallint") => "(random() * 1000000)::int",
        (_, "bytea") => "decode(md5(random()::text), 'hex')",
        (_, "timestamp with time zone") => "now()",
        (_, "date") => "current_date",
        (_, "interval") => "interval '1 day'",
        (_, "jsonb") => "'{}'",
        (_, "ARRAY") => "'{}'",
        (_, "boolean") => "true",
        (_, "numeric") => "0.01",
        _ => throw new InvalidOperationException($"No sample of type {type} for {column}."),
    };
}
