using Shared.Creditors;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments;

public sealed class PayoutTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Never_more_than_was_collected_less_the_commission()
    {
        var (creditor, _, payment) = await world.PaidDealAsync(rules: p => p.CommissionRate = 0.1m);
        var ours = payment.Amount.Cents - payment.Amount.Times(0.1m).Cents;

        Assert.Equal(RequestPayout.TooMuch, await World.MustRefuseAsync(world.PayoutAsync(creditor, ours + 1)));
        Assert.Equal(ours, (await World.MustAsync(world.PayoutAsync(creditor))).Amount.Cents);
        Assert.Equal(RequestPayout.Nothing, await World.MustRefuseAsync(world.PayoutAsync(creditor)));
    }

    [Fact]
    public async Task Eight_at_once_pay_out_no_more_than_one_after_the_other()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.PayoutAsync(creditor, 15_000)));

        Assert.Equal(2, outcomes.Count(o => o.Succeeded(out var _, out var _)));
        Assert.All(outcomes, o => Assert.True(o.Succeeded(out _, out var refusal) || refusal == RequestPayout.TooMuch, refusal?.Code));
        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal((-30_000, 30_000 - payment.Amount.Cents), (ledger[Account.PayoutsInTransit], ledger[Account.CreditorPayable]));
    }

    [Fact]
    public async Task A_payout_and_a_dispute_at_once_leave_what_the_creditor_owes()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var due = payment.Amount.Cents;
        await World.MustAsync(world.ChargeBackAsync(creditor, payment));
        await world.EnqueueAsync(new RefreshCharge(payment.ChargeId, MoveCause.Notice), creditor);

        var payout = world.PayoutAsync(creditor);
        await Task.WhenAll(payout, world.RunJobsAsync(), world.RunJobsAsync());

        var ledger = await world.LedgerAsync(creditor);
        var paid = (await payout).Succeeded(out _, out _) ? due : 0;
        Assert.Equal((paid, -paid), (ledger.GetValueOrDefault(Account.CreditorReceivable), ledger.GetValueOrDefault(Account.PayoutsInTransit)));
        Assert.False(ledger.ContainsKey(Account.CreditorPayable));
    }

    [Fact]
    public async Task Confirmed_or_failed_once_however_often_it_is_said()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var first = await World.MustAsync(world.PayoutAsync(creditor, 10_000));
        var second = await World.MustAsync(world.PayoutAsync(creditor, 20_000));

        var confirmed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConfirmAsync(creditor, first, "TED-1")));
        var failed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FailAsync(creditor, second)));

        Assert.All(confirmed.Concat(failed), o => Assert.True(o.Succeeded(out var _, out var _)));
        Assert.Equal(ConfirmPayout.Ended, await World.MustRefuseAsync(ConfirmAsync(creditor, first, "TED-2")));
        Assert.Equal(ConfirmPayout.Ended, await World.MustRefuseAsync(ConfirmAsync(creditor, second, "TED-1")));
        Assert.Equal(ConfirmPayout.Ended, await World.MustRefuseAsync(FailAsync(creditor, first)));
        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal((-10_000, 10_000 - payment.Amount.Cents, false), (ledger[Account.Bank], ledger[Account.CreditorPayable], ledger.ContainsKey(Account.PayoutsInTransit)));
        Assert.Single(await world.EventsOfAsync(creditor), nameof(PayoutPaid));
    }

    [Fact]
    public async Task A_settlement_is_booked_once_per_reference()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SettleAsync(creditor, payment, payment.Amount.Cents - 119)));

        Assert.All(outcomes, o => Assert.True(o.Succeeded(out var _, out var _)));
        Assert.Equal(BookSettlement.Differs, await World.MustRefuseAsync(SettleAsync(creditor, payment, 1)));
        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal((payment.Amount.Cents - 119, 119), (ledger[Account.Bank], ledger[Account.GatewayClearing]));
    }

    [Theory]
    [InlineData(FeeBearer.Platform)]
    [InlineData(FeeBearer.Creditor)]
    public async Task Gateway_fees_are_borne_by_whoever_agreed_to(FeeBearer bearer)
    {
        await using var dear = new World();
        await dear.InitializeAsync();
        dear.Settings["Sandbox:FeeCents"] = "119";
        var (creditor, _, payment) = await dear.PaidDealAsync(rules: p => p.GatewayFeesBorneBy = bearer);
        var due = payment.Amount.Cents;

        await dear.HearAsync(creditor, payment);

        var ledger = await dear.LedgerAsync(creditor);
        Assert.Equal(
            bearer is FeeBearer.Platform ? (-due, 119, due - 119) : (119 - due, 0, due - 119),
            (ledger[Account.CreditorPayable], ledger.GetValueOrDefault(Account.GatewayFees), ledger[Account.GatewayClearing]));
        await World.MustAsync(dear.ChargeBackAsync(creditor, payment));
        await dear.HearAsync(creditor, payment);
        var after = await dear.LedgerAsync(creditor);
        Assert.Equal(
            (-238, bearer is FeeBearer.Platform ? 119 : 0, bearer is FeeBearer.Platform ? 0 : 238),
            (after[Account.GatewayClearing], after.GetValueOrDefault(Account.DisputeCost), after.GetValueOrDefault(Account.CreditorReceivable)));
        await dear.ProveAsync(creditor);
    }

    [Fact]
    public async Task What_a_dispute_costs_is_booked_once_though_it_was_won_before_we_heard_of_it()
    {
        await using var dear = new World();
        await dear.InitializeAsync();
        dear.Settings["Sandbox:FeeCents"] = "119";
        var (creditor, _, payment) = await dear.PaidDealAsync();
        await World.MustAsync(dear.ChargeBackAsync(creditor, payment));
        await World.MustAsync(dear.ChargeBackAsync(creditor, payment, play: ChargebackPlay.GiveBack));

        await dear.HearAsync(creditor, payment);
        await dear.HearAsync(creditor, payment);

        var ledger = await dear.LedgerAsync(creditor);
        Assert.Equal((119, payment.Amount.Cents - 238), (ledger[Account.DisputeCost], ledger[Account.GatewayClearing]));
        await dear.ProveAsync(creditor);
    }

    private Task<Outcome<Payout>> ConfirmAsync(Creditor creditor, Payout payout, string reference) =>
        world.DoAsync(creditor, (ConfirmPayout confirm) => confirm.ExecuteAsync(new(payout.Id, reference), Actor.Staff("s")));

    private Task<Outcome<Payout>> FailAsync(Creditor creditor, Payout payout) =>
        world.DoAsync(creditor, (FailPayout fail) => fail.ExecuteAsync(new(payout.Id, "account-closed"), Actor.Staff("s")));

    private Task<Outcome<Entry>> SettleAsync(Creditor creditor, Payment payment, long cents) =>
        world.DoAsync(creditor, (BookSettlement book) => book.ExecuteAsync(new(payment.GatewayAccountId, "po_1", Money.OfCents(cents)), Actor.Staff("s")));
}
