using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shared.Debts;

namespace Tests.Platform;

public class ScopeTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Under_a_storm_nobody_sees_a_row_of_another()
    {
        var creditors = new List<Creditor>();

        for (var i = 0; i < 4; i++)
        {
            var creditor = await world.CreditorAsync();
            await world.DebtAsync(creditor);
            creditors.Add(creditor);
        }

        var random = new Random(Seed: 5);
        var acts = Enumerable.Range(0, 600).Select(i => (Creditor: creditors[random.Next(4)], Kind: random.Next(4))).ToList();

        await Parallel.ForEachAsync(acts, new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (act, _) =>
        {
            switch (act.Kind)
            {
                case 0:
                    Assert.Equal(1, await world.DoAsync(act.Creditor, (AppDb db) => db.Debts.IgnoreQueryFilters().CountAsync()));
                    break;
                case 1:
                    await Assert.ThrowsAsync<PostgresException>(() => world.DoAsync(HostRole.Admin, (AppDb db) => db.Debts.IgnoreQueryFilters().CountAsync()));
                    break;
                case 2:
                    await Assert.ThrowsAsync<PostgresException>(() => world.DoAsync(act.Creditor, async (AppDb db) =>
                    {
                        await db.Database.ExecuteSqlAsync($"select 1 / 0");
                        return 0;
                    }));
                    break;
                default:
                    Assert.Equal(1, await world.DoAsync(act.Creditor, (AppDb db) => db.Debts.IgnoreQueryFilters()
                        .ExecuteUpdateAsync(d => d.SetProperty(r => r.UpdatedAt, world.Clock.GetUtcNow()))));
                    break;
            }
        });
    }

    [Fact]
    public async Task A_person_sees_their_own_debts_at_every_creditor_and_nobody_elses()
    {
        var (here, there) = (await world.CreditorAsync(), await world.CreditorAsync());
        var stranger = TaxId.Parse("390.533.447-05");
        var joao = await world.DebtAsync(here, of: World.Joao);
        await world.DebtAsync(there, of: World.Joao);
        await world.DebtAsync(here, of: stranger);

        var seen = await world.DoAsync(joao.PersonKey, (AppDb db) => db.Debts.IgnoreQueryFilters().Select(d => d.CreditorId).ToListAsync());

        Assert.Equal([here.Id, there.Id], seen.OrderBy(c => c == there.Id));
    }

    [Fact]
    public async Task A_child_cannot_point_into_another_creditors_rows()
    {
        var (mine, theirs) = (await world.CreditorAsync(), await world.CreditorAsync());
        var debtor = await world.DebtorAsync(theirs);

        var failure = await Assert.ThrowsAsync<DbUpdateException>(() => world.DoAsync(mine, (AppDb db) =>
        {
            db.Add(new Debt
            {
                CreditorId = mine.Id,
                DebtorId = debtor.Id,
                PersonKey = debtor.PersonKey,
                ExternalId = "X",
                Product = "Cartão",
                Contract = "1",
                DueOn = world.Today,
                Principal = Money.OfCents(1),
                FineRate = 0,
                MonthlyInterestRate = 0,
                ContentHash = [],
                CreatedAt = world.Clock.GetUtcNow(),
                UpdatedAt = world.Clock.GetUtcNow(),
            });
            return db.SaveChangesAsync();
        }));

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, ((PostgresException)failure.InnerException!).SqlState);
    }

    [Fact]
    public async Task Nobody_writes_into_another_creditors_rows()
    {
        var (mine, theirs) = (await world.CreditorAsync(), await world.CreditorAsync());
        await world.DebtAsync(theirs);

        var touched = await world.DoAsync(mine, (AppDb db) => db.Debts.IgnoreQueryFilters()
            .Where(d => d.CreditorId == theirs.Id).ExecuteUpdateAsync(d => d.SetProperty(r => r.Product, "roubado")));

        Assert.Equal(0, touched);
    }
}
