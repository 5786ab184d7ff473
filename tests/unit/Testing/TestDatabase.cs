using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

[assembly: AssemblyFixture(typeof(Tests.Testing.TemplateKeeper))]

namespace Tests.Testing;

/// <summary>
/// A private copy of one migrated template, made once per run. TEST_DB names the server, with an owner that may
/// create databases and roles. The hosts come in as themselves: bound by grants and row-level security.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const long MigrationLock = 20261122;
    private static readonly string Run = Guid.CreateVersion7().ToString("N");
    private static readonly Lazy<Task> Template = new(CreateTemplateAsync);
    private readonly string _name;

    private TestDatabase(string name) => _name = name;

    internal static string TemplateName => $"t_{Run}_template";

    /// <summary>The connection strings of every host, and the keys they share, as configuration.</summary>
    public Dictionary<string, string?> Settings => SettingsOf(_name);

    public string ConnectionStringOf(HostRole role) => Settings[$"ConnectionStrings:{(role is HostRole.Owner ? "Db" : role)}"]!;

    public static async Task<TestDatabase> CloneAsync()
    {
        await Template.Value;
        var name = $"t_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"create database {name} template {TemplateName}");
        return new TestDatabase(name);
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"drop database if exists {_name} with (force)");

        if (Directory.Exists(Settings["Files:Root"]))
        {
            Directory.Delete(Settings["Files:Root"]!, recursive: true);
        }
    }

    internal static Task DropTemplateAsync() =>
        Template is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? ExecuteAsync($"drop database if exists {TemplateName} with (force)") : Task.CompletedTask;

    private static async Task CreateTemplateAsync()
    {
        await using var server = new NpgsqlConnection(On("postgres", null));
        await server.OpenAsync();

        // Roles belong to the whole server, so two runs beside each other must take turns here.
        await using (var turn = new NpgsqlCommand($"select pg_advisory_lock({MigrationLock})", server))
        {
            await turn.ExecuteNonQueryAsync();
        }

        await ExecuteAsync($"create database {TemplateName}");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(SettingsOf(TemplateName));
        builder.Services.AddPlatform(builder.Configuration, HostRole.Owner);
        using (var host = builder.Build())
        {
            await using var scope = host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MigrateDatabase>().ExecuteAsync();
        }

        NpgsqlConnection.ClearAllPools();
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(On("postgres", null));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Dictionary<string, string?> SettingsOf(string name) => new()
    {
        ["ConnectionStrings:Db"] = On(name, null),
        ["ConnectionStrings:Portal"] = On(name, "t_portal"),
        ["ConnectionStrings:Admin"] = On(name, "t_admin"),
        ["ConnectionStrings:Worker"] = On(name, "t_worker"),
        ["Inbox:Keep"] = "true",
        ["Portal:PublicUrl"] = "http://localhost:5080",
        ["Operator:Name"] = "Acerto Testes Ltda.",
        ["Operator:Cnpj"] = "11.222.333/0001-81",
        ["Operator:Address"] = "Rua do Exemplo, 100, São Paulo – SP",
        ["Operator:Email"] = "ajuda@acerto.example",
        ["Operator:Hours"] = "das 9h às 18h",
        ["Files:Root"] = Path.Combine(Path.GetTempPath(), $"acerto-tests-{Run}", name),
        ["Vault:MasterKey"] = "dGVzdHMgdXNlIHRoaXMga2V5LCBub2JvZHkgZWxzZSE=",
    };

    private static string On(string database, string? user)
    {
        var server = Environment.GetEnvironmentVariable("TEST_DB")
            ?? throw new InvalidOperationException("Set TEST_DB to a PostgreSQL for tests: scripts/test does, and scripts/postgres starts one for work by hand.");
        var settings = new NpgsqlConnectionStringBuilder(server) { Database = database, MaxPoolSize = 16 };

        if (user is not null)
        {
            (settings.Username, settings.Password) = (user, "only-for-tests");
        }

        // A template with a connection left open cannot be copied.
        settings.Pooling = database != TemplateName && database != "postgres";
        return settings.ConnectionString;
    }
}

/// <summary>Drops the template when the run ends.</summary>
public sealed class TemplateKeeper : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await TestDatabase.DropTemplateAsync();
}
