using Npgsql;

namespace Tests.E2e.Staging;

/// <summary>The stage's own database on the server that TEST_DB names. Asked and steered as its owner.</summary>
public sealed class StageDatabase : IAsyncDisposable
{
    private static readonly string Server = Environment.GetEnvironmentVariable("TEST_DB")
        ?? throw new InvalidOperationException("Set TEST_DB to a PostgreSQL for tests: scripts/test does, and scripts/postgres starts one for work by hand.");

    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);
    private readonly string _name;

    private StageDatabase(string name)
    {
        _name = name;
        Source = NpgsqlDataSource.Create(ConnectionStringOf(HostRole.Owner));
    }

    public NpgsqlDataSource Source { get; }

    public static async Task<StageDatabase> CreateAsync()
    {
        var name = $"e2e_{Guid.CreateVersion7():N}";
        await OnServerAsync($"create database {name}");
        return new StageDatabase(name);
    }

    /// <summary>The owner's, or that of the login of one host.</summary>
    public string ConnectionStringOf(HostRole role)
    {
        var settings = new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 30 };

        if (role is not HostRole.Owner)
        {
            (settings.Username, settings.Password, settings.CommandTimeout) = (LoginOf(role), "only-for-tests", (int)LongestHold.TotalSeconds);
        }

        return settings.ConnectionString;
    }

    /// <summary>Lets a process be held in the middle of an act for longer than the product would wait.</summary>
    public async Task AllowHoldingAsync(params IReadOnlyList<HostRole> roles)
    {
        foreach (var role in roles)
        {
            await RowsAsync($"alter role {LoginOf(role)} set statement_timeout = '{LongestHold.TotalSeconds}s'");
        }
    }

    /// <summary>The rows of a query, each as its columns. Parameters are $1, $2 …</summary>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);

        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        var rows = new List<object?[]>();
        await using var reader = await command.ExecuteReaderAsync();

        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }

    /// <summary>The one value of a query that has one.</summary>
    public async Task<T> ValueAsync<T>(string sql, params object[] values) => (T)(await RowsAsync(sql, values)).Single()[0]!;

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await OnServerAsync($"drop database if exists {_name} with (force)");
    }

    private static string LoginOf(HostRole role) => $"e2e_{role.ToString().ToLowerInvariant()}";

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
