using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Shared.Platform;

/// <summary>
/// Brings the database to this version: schema, roles, the login of each process, the first data-protection key.
/// Runs as the owner, before any host; never at the start of one.
/// </summary>
public sealed class MigrateDatabase(AppDb db, NpgsqlDataSource source, IKeyManager keys, IConfiguration configuration, TimeProvider clock)
{
    private static readonly (HostRole Host, string Role)[] Logins =
        [(HostRole.Portal, "acerto_portal"), (HostRole.Admin, "acerto_admin"), (HostRole.Worker, "acerto_worker")];

    public async Task ExecuteAsync()
    {
        await db.Database.MigrateAsync();
        await using var connection = await source.OpenConnectionAsync();

        // The functions that look before a scope is known run as the owner, and must see.
        await using (var look = new NpgsqlCommand("select rolsuper or rolbypassrls from pg_roles where rolname = current_user", connection))
        {
            Invariant.Holds((bool)(await look.ExecuteScalarAsync())!, "The owner in ConnectionStrings__Db needs BYPASSRLS (or superuser).");
        }

        await connection.ReloadTypesAsync();

        foreach (var (host, role) in Logins)
        {
            await EnsureLoginAsync(connection, configuration.GetConnectionString(host.ToString()), role);
        }

        // Made here, under one roof: several hosts starting on an empty ring would each make their own.
        if (keys.GetAllKeys().Count == 0)
        {
            var now = clock.GetUtcNow();
            keys.CreateNewKey(now, now.AddDays(90));
        }
    }

    private static async Task EnsureLoginAsync(NpgsqlConnection connection, string? connectionString, string role)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            return;
        }

        var login = new NpgsqlConnectionStringBuilder(connectionString);
        Invariant.Holds(login.Username is { Length: > 0 } && login.Password is { Length: > 0 }, $"The login of {role} needs a user name and a password.");

        await using var command = new NpgsqlCommand("""
            select format(case when exists (select from pg_roles where rolname = $1)
                          then 'alter role %I login nosuperuser nobypassrls password %L'
                          else 'create role %I login nosuperuser nobypassrls password %L' end, $1, $2)
                || format('; grant %I to %I', $3, $1)
                || format('; grant connect, temporary on database %I to %I', current_database(), $1)
                || format('; alter role %I set statement_timeout = %L; alter role %I set idle_in_transaction_session_timeout = %L',
                          $1, case when $3 = 'acerto_worker' then '30min' else '15s' end, $1, '60s')
            """, connection);
        command.Parameters.AddWithValue(login.Username!);
        command.Parameters.AddWithValue(login.Password!);
        command.Parameters.AddWithValue(role);
        var sql = (string)(await command.ExecuteScalarAsync())!;
        await using var apply = new NpgsqlCommand(sql, connection);
        await apply.ExecuteNonQueryAsync();
    }
}
