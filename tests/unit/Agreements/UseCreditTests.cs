using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Agreements;

public sealed class UseCreditTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Without_credit_or_anything_open_it_is_refused()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var (settled, _, twice) = await world.PaidDealAsync(payments: 1, extra: 100);

        Assert.Equal(UseCredit.NoCredit, await World.MustRefuseAsync(UseAsync(creditor, payment)));
        Assert.Equal(UseCredit.NotFound, await World.MustRefuseAsync(UseAsync(settled, payment)));
        Assert.Equal(UseCredit.NothingOpen, await World.MustRefuseAsync(UseAsync(settled, twice)));
    }

    [Fact]
    public async Task What_was_too_much_pays_the_next_instalment_as_of_the_day_it_was_paid()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(extra: 12_000, rules: p => p.CommissionRate = 0.1m);
        var paidOn = world.Today;
        world.TurnTo(agreement.Terms.Payments[1].DueOn.AddDays(4));

        var used = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UseAsync(creditor, payment)));

        Assert.Single(used, o => o.Succeeded(out var result, out _) && result.Amount.Cents == 12_000);
        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal(-(payment.Amount.Times(0.1m).Cents), ledger[Account.CommissionRevenue]);
        Assert.False(ledger.ContainsKey(Account.DebtorCredit));
        Assert.Equal(paidOn, await world.SeeAsync(creditor, db => db.Allotments.Where(a => a.Offered.Cents == 12_000).Select(a => a.PaidOn).SingleAsync()));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Given_back_afterwards_the_instalment_it_paid_opens_first()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(extra: 12_000);
        await World.MustAsync(UseAsync(creditor, payment));

        await World.MustAsync(world.RefundAsync(creditor, payment, 12_000));
        await world.RunJobsAsync();

        var paid = await world.SeeAsync(creditor, db => db.Instalments.OrderBy(i => i.Number).Select(i => i.Paid.Cents).ToListAsync());
        Assert.Equal([agreement.Terms.Payments[0].Amount.Cents, 0, 0], paid);
        await world.ProveAsync(creditor);
    }

    private Task<Outcome<UseCredit.Result>> UseAsync(Creditor creditor, Payment payment) =>
        world.DoAsync(creditor, (UseCredit use) => use.ExecuteAsync(payment.Id, Actor.Staff("s")));
}
