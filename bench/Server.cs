using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Bench;

/// <summary>The cluster that BENCH_DB names: fresh databases out of one migrated template, and what its processes cost.</summary>
internal static class Server
{
    private const string Template = "bench_template";
    private static readonly string Owner = Environment.GetEnvironmentVariable("BENCH_DB")
        ?? throw new InvalidOperationException("BENCH_DB names the owner's connection to a PostgreSQL with fsync on: scripts/bench sets it.");

    public static async Task PrepareAsync()
    {
        await ExecuteAsync("postgres", $"drop database if exists {Template} with (force)");
        await ExecuteAsync("postgres", $"create database {Template}");
        await using (var hosts = new Admin.Api.Dev.DemoHosts(ArgumentsFor(Template)))
        {
            await hosts.DoAsync(HostRole.Owner, null, async (MigrateDatabase migrate) =>
            {
                await migrate.ExecuteAsync();
                return true;
            });
        }

        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>A fresh copy of the template, all of it on the disk before the clock starts.</summary>
    public static async Task<string> FreshAsync(string name)
    {
        await ExecuteAsync("postgres", $"drop database if exists {name} with (force)");
        await ExecuteAsync("postgres", $"create database {name} template {Template}");
        await ExecuteAsync("postgres", "checkpoint");
        return name;
    }

    public static Task DropAsync(string name)
    {
        NpgsqlConnection.ClearAllPools();
        return ExecuteAsync("postgres", $"drop database if exists {name} with (force)");
    }

    public static string ConnectionTo(string database, string? user = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Owner) { Database = database, CommandTimeout = 0 };
        return user is null ? settings.ConnectionString : new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Username = user, Password = "bench" }.ConnectionString;
    }

    /// <summary>Everything a host of the product needs to work on this database, as command-line settings.</summary>
    public static string[] ArgumentsFor(string database) => [.. SettingsFor(database).Select(s => $"--{s.Key}={s.Value}")];

    public static Dictionary<string, string> SettingsFor(string database) => new()
    {
        ["ConnectionStrings:Db"] = ConnectionTo(database),
        ["ConnectionStrings:Portal"] = ConnectionTo(database, "bench_portal"),
        ["ConnectionStrings:Admin"] = ConnectionTo(database, "bench_admin"),
        ["ConnectionStrings:Worker"] = ConnectionTo(database, "bench_worker"),
        ["Files:Root"] = Path.Combine(Figures.Folder, "files"),
        ["Vault:MasterKey"] = "YmVuY2ggdXNlcyB0aGlzIGtleSwgbm9ib2R5IGVsc2U=",
        ["Logging:LogLevel:Default"] = "Error",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "None",
        ["environment"] = "Development",
    };

    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
