using Shared.Agreements;
using Shared.Debts;

namespace Tests.Agreements;

public sealed class ShowAccountsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Nobody_in_scope_sees_nothing()
    {
        var shop = await world.CreditorAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.DoAsync(shop, (ShowAccounts show) => show.ExecuteAsync(default)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.DoAsync(HostRole.Portal, (ShowAccounts show) => show.ExecuteAsync(default)));
    }

    [Fact]
    public async Task Open_accounts_of_all_creditors_come_oldest_first_at_today_s_balance()
    {
        var cpf = Cpfs.New();
        var young = await world.DebtAsync(await world.CreditorAsync(), of: cpf, lateDays: 40);
        var old = await world.DebtAsync(await world.CreditorAsync("Telefonia Norte"), of: cpf, principal: Money.OfCents(12_345), lateDays: 400);
        await world.DebtAsync(await world.CreditorAsync(), of: Cpfs.New());
        (old.Fees, old.Credits) = (Money.OfCents(777), Money.OfCents(1_000));
        await world.DoAsync(HostRole.Owner, (AppDb db) => { db.Update(old); return db.SaveChangesAsync(); });

        var accounts = await ShownAsync(young.PersonKey);

        Assert.Equal("Maria da Silva", accounts.Name);
        Assert.Equal([old.Id, young.Id], accounts.Open.Select(a => a.DebtId));
        Assert.Equal([old.CreditorId, young.CreditorId], accounts.Open.Select(a => a.CreditorId));
        Assert.Equal([old.BalanceOn(world.Today, IndexTable.Empty).Total, young.BalanceOn(world.Today, IndexTable.Empty).Total], accounts.Open.Select(a => a.Balance));
        Assert.Equal((old.Product, old.Contract, old.DueOn), (accounts.Open[0].Product, accounts.Open[0].Contract, accounts.Open[0].DueOn));
        Assert.Empty(accounts.Agreements);
    }

    [Fact]
    public async Task An_agreement_shows_how_far_it_has_come()
    {
        var shop = await world.CreditorAsync();
        await world.BankAsync(shop);
        await world.PolicyAsync(shop);
        var agreement = await world.AgreementAsync(await world.DebtAsync(shop, of: Cpfs.New()), payments: 3);

        var before = Assert.Single((await ShownAsync(agreement.PersonKey)).Agreements);
        await PayAsync(shop, agreement, number: 1);
        var after = await ShownAsync(agreement.PersonKey);

        var (first, second) = (agreement.Terms.Payments[0], agreement.Terms.Payments[1]);
        Assert.Equal((AgreementStatus.Accepted, 3, 0, Money.Zero), (before.Status, before.Instalments, before.InstalmentsPaid, before.Paid));
        Assert.Equal(new NextInstalment(1, new(1, 3, null), first.DueOn, new(first.Amount, Money.Zero, Money.Zero, Money.Zero)), before.Next);
        Assert.Equal(
            new AgreementProgress(agreement.Id, shop.Id, AgreementStatus.Active, agreement.Total, agreement.Terms.GraceDays)
            {
                Instalments = 3,
                InstalmentsPaid = 1,
                Paid = first.Amount,
                Next = new(2, new(2, 3, null), second.DueOn, new(second.Amount, Money.Zero, Money.Zero, Money.Zero)),
            },
            Assert.Single(after.Agreements));
        Assert.Empty(after.Open);
    }

    [Fact]
    public async Task A_settled_agreement_asks_for_nothing_and_the_newest_comes_first()
    {
        var cpf = Cpfs.New();
        var shop = await world.CreditorAsync();
        await world.BankAsync(shop);
        await world.PolicyAsync(shop);
        var settled = await world.AgreementAsync(await world.DebtAsync(shop, of: cpf));
        await PayAsync(shop, settled, number: 1);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var newest = await world.AgreementAsync(await world.DebtAsync(shop, of: cpf));

        var agreements = (await ShownAsync(newest.PersonKey)).Agreements;

        Assert.Equal([newest.Id, settled.Id], agreements.Select(a => a.AgreementId));
        Assert.Equal((AgreementStatus.Settled, settled.Total, null), (agreements[1].Status, agreements[1].Paid, agreements[1].Next));
    }

    private Task<AccountsOfPerson> ShownAsync(PersonKey person) => world.DoAsync(person, (ShowAccounts show) => show.ExecuteAsync(default));

    private async Task PayAsync(Creditor shop, Agreement agreement, int number)
    {
        var charge = await World.MustAsync(world.ChargeAsync(agreement, number));
        await world.PayAsync(charge);
        await world.LookAsync(shop, charge);
        await world.RunJobsAsync();
    }
}
