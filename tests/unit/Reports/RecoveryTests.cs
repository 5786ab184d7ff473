using Microsoft.Extensions.DependencyInjection;
using Shared.Debts;
using Shared.Ledger;
using Shared.Payments;
using Shared.Reports;

namespace Tests.Reports;

/// <summary>Money received, given back, and what it cost: the ledger's sums, day by day.</summary>
public sealed class RecoveryTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_creditor_without_money_has_every_period_with_nothing_in_it()
    {
        var report = await RecoveryAsync(await world.CreditorAsync(), new(2026, 1, 30), new(2026, 3, 3), ReportStep.Month);

        Assert.Equal(
            [("2026-01-30", "2026-01-31"), ("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-03")],
            report.Rows.Select(r => ($"{r.Period.From:yyyy-MM-dd}", $"{r.Period.Until:yyyy-MM-dd}")));
        Assert.All(report.Rows.Select(r => r.Figures).Append(report.Total), f => Assert.Equal(RecoveryFigures.None, f));
        Assert.Empty(report.Portfolios);
    }

    [Fact]
    public async Task Payments_refunds_and_disputes_stand_on_their_days_and_add_up_to_the_ledger()
    {
        var first = world.Today;
        var (creditor, agreement, payment) = await world.PaidDealAsync(rules: p => p.CommissionRate = 0.1m);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await World.MustAsync(world.RefundAsync(creditor, payment, 10_000));
        await world.RunJobsAsync();
        world.Clock.Advance(TimeSpan.FromDays(1));
        var second = await world.PaymentOfAsync(await world.PayInstalmentAsync(agreement, 2));
        await World.MustAsync(world.ChargeBackAsync(creditor, second, 5_000));
        await world.HearAsync(creditor, second);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await World.MustAsync(world.ChargeBackAsync(creditor, second, play: ChargebackPlay.GiveBack));
        await world.HearAsync(creditor, second);

        var days = await RecoveryAsync(creditor, first, first.AddDays(3), ReportStep.Day);

        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal([payment.Amount.Cents, 0, second.Amount.Cents, 0], days.Rows.Select(r => r.Figures.Received.Cents));
        Assert.Equal([0, 10_000, 5_000, -5_000L], days.Rows.Select(r => r.Figures.GivenBack.Cents));
        Assert.Equal(-1_000, days.Rows[1].Figures.Commission.Cents);
        Assert.Equal(payment.Amount + second.Amount - Money.OfCents(10_000), days.Total.Net);
        Assert.Equal(ledger[Account.GatewayClearing], (days.Total.Net - days.Total.Fees).Cents);
        Assert.Equal(-ledger[Account.CommissionRevenue], days.Total.Commission.Cents);
        Assert.NotEqual(0, days.Total.Commission.Cents);
        await world.ProveAsync(creditor);

        var month = await RecoveryAsync(creditor, first, first.AddDays(3), ReportStep.Month);
        Assert.Equal(days.Total, Assert.Single(month.Rows).Figures);

        // A part of it is that part, and what is posted afterwards does not change it.
        Assert.Equal(days.Rows[1].Figures, (await RecoveryAsync(creditor, first.AddDays(1), first.AddDays(1), ReportStep.Week)).Total);
    }

    [Fact]
    public async Task Weeks_begin_on_Monday_and_are_cut_where_the_period_is()
    {
        world.TurnTo(new(2026, 3, 8));
        var (creditor, agreement, sunday) = await world.PaidDealAsync();
        world.TurnTo(new(2026, 3, 9));
        var monday = await world.PaymentOfAsync(await world.PayInstalmentAsync(agreement, 2));

        var report = await RecoveryAsync(creditor, new(2026, 3, 4), new(2026, 3, 17), ReportStep.Week);

        Assert.Equal(
            [(4, 8, sunday.Amount), (9, 15, monday.Amount), (16, 17, Money.Zero)],
            report.Rows.Select(r => (r.Period.From.Day, r.Period.Until.Day, r.Figures.Received)));
    }

    [Fact]
    public async Task Fees_are_told_whole_and_by_who_bears_them()
    {
        var creditor = await world.CreditorAsync();
        await PostAsync(creditor, "gateway fee", "payment:1", Line.Debit(Account.GatewayFees, Money.OfCents(150)), Line.Credit(Account.GatewayClearing, Money.OfCents(150)));
        await PostAsync(creditor, "dispute fee", "dispute:1", Line.Debit(Account.CreditorReceivable, Money.OfCents(900)), Line.Credit(Account.GatewayClearing, Money.OfCents(900)));
        await PostAsync(
            creditor, "dispute fee adjusted", "correction-1-of-dispute:1", Line.Debit(Account.GatewayClearing, Money.OfCents(100)),
            Line.Credit(Account.CreditorReceivable, Money.OfCents(100)));

        var total = (await RecoveryAsync(creditor, world.Today, world.Today, ReportStep.Day)).Total;

        Assert.Equal((950, 800, 0), (total.Fees.Cents, total.FeesBorne.Cents, total.Net.Cents));
        Assert.Equal(-total.Fees.Cents, (await world.LedgerAsync(creditor))[Account.GatewayClearing]);
    }

    [Fact]
    public async Task Money_that_named_nobody_counts_on_the_day_it_is_identified()
    {
        var creditor = await world.CreditorAsync();
        await PostAsync(creditor, "unidentified payment", "stray:1", Line.Debit(Account.GatewayClearing, Money.OfCents(700)), Line.Credit(Account.Suspense, Money.OfCents(700)));
        var kept = (await RecoveryAsync(creditor, world.Today, world.Today, ReportStep.Day)).Total.Received;
        await PostAsync(
            creditor, "payment identified", $"payment:{Guid.CreateVersion7()}", Line.Debit(Account.Suspense, Money.OfCents(700)),
            Line.Credit(Account.Unapplied, Money.OfCents(700)));

        Assert.Equal(0, kept.Cents);
        Assert.Equal(700, (await RecoveryAsync(creditor, world.Today, world.Today, ReportStep.Day)).Total.Received.Cents);
    }

    [Fact]
    public async Task Each_portfolio_has_its_own_and_several_together_are_nobodys()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        var (sul, norte, person) = ("Sul", "Norte", Cpfs.New());
        var alone = await world.AgreementAsync(await world.DebtAsync(creditor, Cpfs.New(), portfolio: sul), 2);
        var together = await World.MustAsync(world.AcceptAsync((await world.OffersAsync(
            await world.DebtAsync(creditor, person, portfolio: sul), await world.DebtAsync(creditor, person, portfolio: norte)))[0]));
        var first = await world.PaymentOfAsync(await world.PayInstalmentAsync(alone, 1));
        var both = await world.PaymentOfAsync(await world.PayInstalmentAsync(together, 1));
        await World.MustAsync(world.RefundAsync(creditor, first, 1_000));
        await world.RunJobsAsync();

        var report = await RecoveryAsync(creditor, world.Today, world.Today, ReportStep.Day);

        Assert.Equal([(sul, first.Amount, Money.OfCents(1_000)), (null, both.Amount, Money.Zero)], report.Portfolios.Select(p => (p.Portfolio, p.Received, p.GivenBack)));
        Assert.Equal(report.Total.Received, report.Portfolios.Select(p => p.Received).Total());
        Assert.Equal(report.Total.GivenBack, report.Portfolios.Select(p => p.GivenBack).Total());
    }

    [Fact]
    public async Task What_was_paid_elsewhere_stands_apart_on_the_day_it_was_told()
    {
        var creditor = await world.CreditorAsync();
        var debt = await world.DebtAsync(creditor, of: Cpfs.New());
        var first = world.Today;
        var booked = await World.MustAsync(world.DoAsync(creditor, (BookExternalPayment book) =>
            book.ExecuteAsync(new(debt.Id, Money.OfCents(7_000), first.AddDays(-3), ElsewhereMethod.Cash, "R-1"), Actor.Staff("s"))));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await World.MustAsync(world.DoAsync(creditor, (ReverseExternalPayment reverse) =>
            reverse.ExecuteAsync(new(booked.Id, ExternalReversalReason.Mistake), Actor.Staff("s"))));

        var report = await RecoveryAsync(creditor, first, world.Today, ReportStep.Day);

        Assert.Equal([7_000, -7_000L], report.Rows.Select(r => r.Figures.PaidElsewhere.Cents));
        Assert.Equal(RecoveryFigures.None, report.Total);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Money_of_another_creditor_is_not_there_even_when_asked_for()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        var other = await world.CreditorAsync();
        var period = new ReportPeriod(world.Today, world.Today);

        Assert.Equal(payment.Amount, (await RecoveryAsync(creditor, world.Today, world.Today, ReportStep.Day)).Total.Received);
        Assert.Equal(Money.Zero, (await RecoveryAsync(other, world.Today, world.Today, ReportStep.Day)).Total.Received);
        Assert.Equal(Money.Zero, (await world.DoAsync(other, (ShowRecovery show) => show.ExecuteAsync(creditor.Id, period, ReportStep.Day))).Total.Received);
    }

    private Task<RecoveryReport> RecoveryAsync(Creditor creditor, DateOnly from, DateOnly to, ReportStep by) =>
        world.DoAsync(creditor, (ShowRecovery show) => show.ExecuteAsync(creditor.Id, new(from, to), by));

    private Task<int> PostAsync(Creditor creditor, string why, string source, params IReadOnlyList<Line> lines) =>
        world.DoAsync(creditor, (IServiceProvider services) =>
        {
            services.GetRequiredService<Journal>().Post(creditor.Id, why, source, lines);
            return services.GetRequiredService<AppDb>().SaveChangesAsync();
        });
}
