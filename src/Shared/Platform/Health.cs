using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Shared.Platform;

/// <summary>Ready: the database answers as this process's own user, its schema is ours, and we are not stopping.</summary>
internal sealed class SchemaHealth(NpgsqlDataSource source, IServiceProvider services, IHostApplicationLifetime life) : IHealthCheck
{
    private static bool _upToDate;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (life.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("stopping");
        }

        await using var command = source.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);

        // A schema never moves backwards, so one good look is enough for the life of the process.
        _upToDate = _upToDate || await PendingAsync(services, cancellationToken) is { Count: 0 };
        return _upToDate ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("schema behind");
    }

    internal static async Task<IReadOnlyList<string>> PendingAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var applied = await db.Database.SqlQuery<string>($"select migration_id as \"Value\" from __ef_migrations_history").ToListAsync(cancellation);
        return [.. db.Database.GetMigrations().Except(applied)];
    }
}

public static class Health
{
    extension(IEndpointRouteBuilder app)
    {
        /// <summary>/health/live: the process answers. /health/ready: it can serve.</summary>
        public void MapHealth()
        {
            app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
            app.MapHealthChecks("/health/ready").AllowAnonymous();
        }
    }
}
