using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Tests.House;

public sealed class MigrationsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_schema_is_the_models() =>
        Assert.False(await world.DoAsync(HostRole.Owner, (AppDb db) => Task.FromResult(db.Database.HasPendingModelChanges())));

    [Fact]
    public async Task An_empty_database_becomes_ours()
    {
        var applied = await world.DoAsync(HostRole.Owner, (AppDb db) => db.Database.GetAppliedMigrationsAsync());

        Assert.Equal(await world.DoAsync(HostRole.Owner, (AppDb db) => Task.FromResult(db.Database.GetMigrations())), applied);
    }

    [Theory]
    [InlineData(HostRole.Portal)]
    [InlineData(HostRole.Admin)]
    [InlineData(HostRole.Worker)]
    public async Task Each_process_starts_on_a_guarded_database(HostRole role) => await StartAsync(role);

    // The planner knows then that there is nothing to read, and could skip the question whose row it is.
    [Fact]
    public async Task A_database_that_is_known_to_be_empty_is_guarded_still()
    {
        await AsOwnerAsync("vacuum analyze debts");

        await StartAsync(HostRole.Admin);
    }

    [Fact]
    public async Task No_process_starts_as_a_user_that_row_level_security_does_not_bind()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(HostRole.Owner));

        Assert.Contains("not bound by row-level security", refusal.Message);
    }

    [Fact]
    public async Task No_process_starts_where_debts_answer_without_a_scope()
    {
        await AsOwnerAsync("alter table debts disable row level security");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(HostRole.Admin));
        await AsOwnerAsync("alter table debts enable row level security");

        Assert.Contains("answers without a scope", refusal.Message);
    }

    [Fact]
    public async Task No_process_starts_on_a_schema_that_is_behind()
    {
        await AsOwnerAsync("create table kept as select * from __ef_migrations_history; delete from __ef_migrations_history where migration_id like '%Guards'");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(HostRole.Admin));
        await AsOwnerAsync("insert into __ef_migrations_history select * from kept where migration_id like '%Guards'; drop table kept");

        Assert.Contains("behind", refusal.Message);
    }

    private Task<bool> StartAsync(HostRole role) => world.DoAsync(role, async (IServiceProvider services) =>
    {
        await ActivatorUtilities.CreateInstance<StartCheck>(services).StartAsync(default);
        return true;
    });

    private async Task AsOwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(world.Database.ConnectionStringOf(HostRole.Owner));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
