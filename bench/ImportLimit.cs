using Npgsql;

namespace Bench;

/// <summary>
/// The limit of P-1: the rows that an import made, ready in PostgreSQL's own binary form, by COPY into unlogged stages
/// and from there with one statement a table into tables of the same columns, checks and indexes, without row-level
/// security, results or anything to read, judge or seal.
/// </summary>
internal sealed class ImportLimit(string folder) : IAsyncDisposable
{
    private static readonly string[] Tables = ["debtors", "debts"];
    private static readonly Dictionary<string, string> Keys = new() { ["debtors"] = "person_key, creditor_id", ["debts"] = "creditor_id, external_id" };
    private readonly Dictionary<string, string> _statements = [];

    public static async Task<ImportLimit> OfAsync(string filled, string folder)
    {
        var limit = new ImportLimit(folder);
        await using var connection = await OpenAsync(filled);

        foreach (var table in Tables)
        {
            var columns = await ColumnsAsync(connection, table);
            limit._statements[table] = Merge(table, columns);
            await using var file = File.Create(limit.PathOf(table));
            await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} ({string.Join(", ", columns)}) to stdout (format binary)");
            await copy.CopyToAsync(file);
        }

        return limit;
    }

    public static async Task PrepareAsync(string database)
    {
        await using var connection = await OpenAsync(database);

        foreach (var table in Tables)
        {
            await using var command = new NpgsqlCommand(
                $"create table limit_{table} (like {table} including defaults including constraints including indexes including storage)", connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task RunAsync(string database)
    {
        await using var connection = await OpenAsync(database);

        foreach (var table in Tables)
        {
            await using (var stage = new NpgsqlCommand($"drop table if exists stage_{table}; create unlogged table stage_{table} (like {table})", connection))
            {
                await stage.ExecuteNonQueryAsync();
            }

            await using (var file = File.OpenRead(PathOf(table)))
            await using (var copy = await connection.BeginRawBinaryCopyAsync($"copy stage_{table} ({string.Join(", ", await ColumnsAsync(database, table))}) from stdin (format binary)"))
            {
                await file.CopyToAsync(copy);
            }

            await using var merge = new NpgsqlCommand(_statements[table], connection) { CommandTimeout = 0 };
            await merge.ExecuteNonQueryAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var table in Tables)
        {
            File.Delete(PathOf(table));
        }

        return ValueTask.CompletedTask;
    }

    private static string Merge(string table, IReadOnlyList<string> columns)
    {
        var changeable = columns.Except(["creditor_id", "id", "created_at", "updated_at", .. Keys[table].Split(", ")]).ToList();
        return $"""
            insert into limit_{table} as t ({string.Join(", ", columns)}) select {string.Join(", ", columns)} from stage_{table}
            on conflict ({Keys[table]}) do update set {string.Join(", ", changeable.Select(c => $"{c} = excluded.{c}"))}, updated_at = excluded.updated_at
            where ({string.Join(", ", changeable.Select(c => $"t.{c}"))}) is distinct from ({string.Join(", ", changeable.Select(c => $"excluded.{c}"))})
            """;
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(string database, string table)
    {
        await using var connection = await OpenAsync(database);
        return await ColumnsAsync(connection, table);
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(NpgsqlConnection connection, string table)
    {
        await using var command = new NpgsqlCommand("select column_name::text from information_schema.columns where table_name = $1 order by ordinal_position", connection);
        command.Parameters.AddWithValue(table);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();

        while (await reader.ReadAsync())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(Server.ConnectionTo(database));
        await connection.OpenAsync();
        return connection;
    }

    private string PathOf(string table) => Path.Combine(folder, $"limit-{table}.bin");
}
