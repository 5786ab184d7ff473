using Npgsql;
using Shared.Debts;

namespace Tests.Platform;

/// <summary>The house's own promise to its tests: real rows, as the right user, in the right scope.</summary>
public sealed class WorldTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_creditor_sees_its_own_debts_and_nobody_elses()
    {
        var blue = await world.CreditorAsync();
        var green = await world.CreditorAsync("Loja Verde");
        var debt = await world.DebtAsync(blue);

        Assert.Equal(debt.Id, (await world.DoAsync(blue, (AppDb db) => db.Debts.SingleAsync())).Id);
        Assert.Empty(await world.DoAsync(green, (AppDb db) => db.Debts.ToListAsync()));
    }

    [Fact]
    public async Task A_person_sees_her_debts_of_every_creditor()
    {
        var debt = await world.DebtAsync(await world.CreditorAsync(), of: World.Joao);
        var other = await world.DebtAsync(await world.CreditorAsync(), of: World.Joao);

        var seen = await world.DoAsync(debt.PersonKey, (AppDb db) => db.Debts.Select(d => d.Id).ToListAsync());

        Assert.Equal([debt.Id, other.Id], seen.Order());
    }

    [Fact]
    public async Task Without_a_scope_the_database_refuses() =>
        await Assert.ThrowsAsync<PostgresException>(() => world.DoAsync(HostRole.Worker, (AppDb db) => db.Debts.IgnoreQueryFilters().ToListAsync()));
}
