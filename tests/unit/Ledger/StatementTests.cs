using Shared.Ledger;
using Shared.Payments;

namespace Tests.Ledger;

public sealed class StatementTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Every_day_and_every_reason_adds_up_to_the_closing_and_the_next_begins_there()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(rules: p => p.CommissionRate = 0.1m);
        var first = world.Today;
        world.Clock.Advance(TimeSpan.FromDays(1));
        await World.MustAsync(world.RefundAsync(creditor, payment, 10_000));
        await world.RunJobsAsync();
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.PayInstalmentAsync(agreement, 2);
        var payout = await World.MustAsync(world.PayoutAsync(creditor));

        var day = await StatementAsync(creditor, first, first);
        var rest = await StatementAsync(creditor, first.AddDays(1), world.Today);
        var all = await StatementAsync(creditor, first, world.Today);

        var (due, ours) = (payment.Amount.Cents, payment.Amount.Times(0.1m).Cents);
        Assert.Equal((0, due - ours), (day.Opening.Cents, day.Closing.Cents));
        Assert.Equal(["payment applied", "commission"], day.Lines.Select(l => l.Why));
        Assert.Equal((due - ours, 0), (rest.Opening.Cents, rest.Closing.Cents));
        Assert.Equal(
            [("commission given back", 1_000), ("refund requested", -10_000), ("payment applied", due), ("commission", -ours), ("payout requested", -payout.Amount.Cents)],
            rest.Lines.Select(l => (l.Why, l.Amount.Cents)));
        Assert.Equal((0, 0, 7), (all.Opening.Cents, all.Closing.Cents, all.Lines.Count));
        Assert.All(new[] { day, rest, all }, s => Assert.Equal(s.Closing, s.Opening + s.Lines.Select(l => l.Amount).Total()));
    }

    [Fact]
    public async Task Days_are_those_of_Sao_Paulo()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);
        var day = world.Today.AddDays(1);
        world.TurnTo(day);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        world.Clock.SetUtcNow(BrazilTime.EndOfDay(day).ToUniversalTime());
        await world.PayAsync(charge);
        await world.LookAsync(charge);

        Assert.Single((await StatementAsync(creditor, day, day)).Lines);
        Assert.Empty((await StatementAsync(creditor, day.AddDays(1), day.AddDays(1))).Lines);
        Assert.Equal(charge.Amount, (await StatementAsync(creditor, day.AddDays(1), day.AddDays(1))).Opening);
    }

    [Fact]
    public async Task A_period_has_an_end_after_its_beginning_and_no_more_than_a_year_between()
    {
        var creditor = await world.CreditorAsync();
        var today = world.Today;

        Assert.Equal(ShowStatement.BadPeriod, await World.MustRefuseAsync(ShowAsync(creditor, today, today.AddDays(-1))));
        Assert.Equal(ShowStatement.BadPeriod, await World.MustRefuseAsync(ShowAsync(creditor, today, today.AddDays(366))));
        Assert.Equal(0, (await StatementAsync(creditor, today, today.AddDays(365))).Closing.Cents);
    }

    private Task<CreditorStatement> StatementAsync(Creditor creditor, DateOnly from, DateOnly until) => World.MustAsync(ShowAsync(creditor, from, until));

    private Task<Outcome<CreditorStatement>> ShowAsync(Creditor creditor, DateOnly from, DateOnly until) =>
        world.DoAsync(creditor, (ShowStatement show) => show.ExecuteAsync(creditor.Id, from, until));
}
