using Microsoft.EntityFrameworkCore.Design;

namespace Shared.Platform;

/// <summary>For 'dotnet ef': the model needs no database and no secrets.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<AppDb>
{
    public AppDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<AppDb>()
            .UseNpgsql("Host=localhost", npgsql => npgsql.MigrationsHistoryTable("__ef_migrations_history"))
            .UseSnakeCaseNamingConvention().Options,
        new Tenant());
}
