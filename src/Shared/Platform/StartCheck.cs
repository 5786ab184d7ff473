using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Shared.Platform;

/// <summary>
/// Refuses to start on a database that would not protect people: a user that row-level security does not bind,
/// a schema behind the code, a policy that answers without a scope, a clock that is off.
/// </summary>
internal sealed class StartCheck(NpgsqlDataSource source, IServiceProvider services, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using (var command = new NpgsqlCommand(
            "select rolsuper or rolbypassrls, now() from pg_roles where rolname = current_user", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            Refuse(reader.GetBoolean(0), "The database user of this process is not bound by row-level security. Use the one that 'migrate' made.");
            var drift = (reader.GetFieldValue<DateTimeOffset>(1) - TimeProvider.System.GetUtcNow()).Duration();
            Refuse(drift > ClockTolerance && clock == TimeProvider.System, $"The clock differs from the database's by {drift.TotalSeconds:F0} s.");
        }

        Refuse(!await IsGuardedAsync(connection, cancellationToken), "The table of debts answers without a scope: its row-level security is off.");
        Refuse(await SchemaHealth.PendingAsync(services, cancellationToken) is { Count: > 0 } pending && pending is not null,
            "The schema is behind this version. Run 'Admin.Api migrate' first.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Asked of the catalogue: a query of an empty table would be answered before its policy is.
    private static async Task<bool> IsGuardedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select row_security_active('debts')", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static void Refuse(bool condition, string why)
    {
        if (condition)
        {
            throw new InvalidOperationException(why);
        }
    }
}
