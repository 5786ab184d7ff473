using Shared.Creditors;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments;

public sealed class CommissionTests(World world) : IClassFixture<World>
{
    private static readonly Actor Operator = Actor.System("commission");

    [Theory]
    [InlineData("-0.01")]
    [InlineData("100.01")]
    [InlineData("9.999")]
    public async Task A_share_that_cannot_be_is_refused(string percent)
    {
        var (creditor, _, _) = await world.PaidDealAsync();

        Assert.Equal(AgreeCommission.Invalid, await World.MustRefuseAsync(AgreeAsync(creditor, percent)));
        Assert.DoesNotContain(nameof(CommissionAgreed), await world.EventsOfAsync(creditor));
    }

    [Fact]
    public async Task It_is_taken_of_what_arrives_from_now_on_and_of_nothing_before()
    {
        var (creditor, agreement, first) = await world.PaidDealAsync();

        await World.MustAsync(AgreeAsync(creditor, "10.00", FeeBearer.Creditor));
        Assert.DoesNotContain(Account.CommissionRevenue, (await world.LedgerAsync(creditor)).Keys);
        var charge = await world.PayInstalmentAsync(agreement, 2, agreement.Terms.Payments[1].Amount);
        var second = await world.PaymentOfAsync(charge);

        var ledger = await world.LedgerAsync(creditor);
        var share = second.Amount.Times(0.1m).Cents;
        Assert.Equal((-share, share - first.Amount.Cents - second.Amount.Cents), (ledger[Account.CommissionRevenue], ledger[Account.CreditorPayable]));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Said_by_four_at_once_it_is_one_change_and_who_bears_the_fees_stays_where_nobody_says()
    {
        var (creditor, _, _) = await world.PaidDealAsync(rules: p => p.GatewayFeesBorneBy = FeeBearer.Creditor);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AgreeAsync(creditor, "7.50")));

        Assert.All(outcomes, o => Assert.True(o.Succeeded(out _, out _)));
        Assert.Single(await world.EventsOfAsync(creditor), nameof(CommissionAgreed));
        var profile = await world.SeeAsync(creditor, db => db.CreditorProfiles.SingleAsync(p => p.CreditorId == creditor.Id));
        Assert.Equal((0.075m, FeeBearer.Creditor), (profile.CommissionRate, profile.GatewayFeesBorneBy));
    }

    private Task<Outcome<CreditorProfile>> AgreeAsync(Creditor creditor, string percent, FeeBearer? bearer = null) =>
        world.DoAsync(creditor, (AgreeCommission agree) => agree.ExecuteAsync(new(creditor.Id, Percent.Parse(percent), bearer), Operator));
}
