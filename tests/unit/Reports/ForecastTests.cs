using Shared.Agreements;
using Shared.Payments;
using Shared.Reports;

namespace Tests.Reports;

/// <summary>What is agreed to come in: plain, and by how it came in before.</summary>
public sealed class ForecastTests : IAsyncLifetime
{
    // One for each test: the clock begins on the Monday that the figures are of, and never goes back.
    private readonly World _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Nothing_agreed_is_nothing_to_come_and_no_history_says_nothing()
    {
        var today = _world.Today;
        var report = await ForecastAsync(await _world.CreditorAsync(), today, today.AddDays(13), ReportStep.Day);

        Assert.Equal(14, report.Rows.Count);
        Assert.All(report.Rows.Append(report.Total), r => Assert.Equal((0, Money.Zero, null), (r.Instalments, r.Amount, r.Expected)));
        Assert.Equal((0, null, 0), (report.History.Instalments, report.History.KeptRate, report.LateInstalments));
        Assert.Equal((today.AddDays(-180), today.AddDays(-1)), (report.History.Period.From, report.History.Period.Until));
    }

    [Fact]
    public async Task Open_instalments_stand_in_the_week_of_their_last_day_in_time()
    {
        // Monday 2 March. R$ 1.050,00 in three: 350,00 each, one of them paid, one moved by hand to Sunday the 15th, one overdue.
        var (creditor, agreement) = await _world.DealAsync();
        var ended = await _world.AgreementAsync(await _world.DebtAsync(creditor, Cpfs.New()));
        await World.MustAsync(_world.DoAsync(ended.PersonKey, (CancelAgreement cancel) =>
            cancel.ExecuteAsync(new(ended.Id, CancelReason.Withdrawal, MoneyInSight.None), Actor.Debtor(ended.PersonKey))));
        await DueOnAsync(agreement, 2, new(2026, 3, 15));
        await DueOnAsync(agreement, 3, new(2026, 3, 20));
        _world.TurnTo(new(2026, 3, 9));

        var report = await ForecastAsync(creditor, new(2026, 3, 9), new(2026, 3, 29), ReportStep.Week);
        _world.TurnTo(new(2026, 3, 16));
        var onTheDay = await ForecastAsync(creditor, new(2026, 3, 16), new(2026, 3, 18), ReportStep.Day);
        _world.TurnTo(new(2026, 3, 17));
        var after = await ForecastAsync(creditor, new(2026, 3, 17), new(2026, 3, 18), ReportStep.Month);

        Assert.Equal([(9, 0, 0), (16, 2, 70_000), (23, 0, 0L)], report.Rows.Select(r => (r.Period.From.Day, r.Instalments, r.Amount.Cents)));
        Assert.Equal((2, 70_000, 0), (report.Total.Instalments, report.Total.Amount.Cents, report.LateInstalments));
        Assert.Equal([(16, 35_000), (17, 0), (18, 0L)], onTheDay.Rows.Select(r => (r.Period.From.Day, r.Amount.Cents)));
        Assert.Equal((0, 1, 35_000), (after.Total.Amount.Cents, after.LateInstalments, after.Late.Cents));
        Assert.Null(report.Total.Expected);
    }

    [Fact]
    public async Task With_enough_history_the_amount_is_weighted_by_what_was_paid_in_time()
    {
        var creditor = await _world.CreditorAsync();
        await _world.BankAsync(creditor);
        await _world.PolicyAsync(creditor);

        // Five plans of six: thirty instalments of 175,00. All of three plans are paid on their days.
        for (var i = 0; i < 5; i++)
        {
            var plan = await _world.AgreementAsync(await _world.DebtAsync(creditor, Cpfs.New()), 6);
            Assert.Equal(105_000, plan.Total.Cents);

            if (i < 3)
            {
                await _world.TamperAsync(db => db.Database.ExecuteSqlAsync(
                    $"update instalments set paid_cents = amount_cents, paid_at = due_on + interval '15 hours' where agreement_id = {plan.Id.Value}"));
            }
        }

        _world.TurnTo(new(2026, 8, 28));
        var today = _world.Today;
        var open = await _world.AgreementAsync(await _world.DebtAsync(creditor, Cpfs.New()));

        var report = await ForecastAsync(creditor, today, today.AddDays(30), ReportStep.Month);

        Assert.Equal((30, 525_000, 315_000, "60.00"), (report.History.Instalments, report.History.Due.Cents, report.History.Kept.Cents, report.History.KeptRate?.ToWire()));
        Assert.Equal((1, open.Total, open.Total.Times(0.6m)), (report.Total.Instalments, report.Total.Amount, report.Total.Expected));
        Assert.Equal((12, 210_000), (report.LateInstalments, report.Late.Cents));

        // Two fewer are too few.
        await _world.TamperAsync(db => db.Database.ExecuteSqlAsync(
            $"update instalments set due_on = {today} where creditor_id = {creditor.Id.Value} and number = 6 and paid_at is null"));
        var little = await ForecastAsync(creditor, today, today.AddDays(30), ReportStep.Month);
        Assert.Equal((28, null, 3, null), (little.History.Instalments, little.History.KeptRate, little.Total.Instalments, little.Total.Expected));
    }

    [Fact]
    public async Task Instalments_of_another_creditor_are_not_there_even_when_asked_for()
    {
        var (creditor, _) = await _world.DealAsync(paid: 0);
        var (today, other) = (_world.Today, await _world.CreditorAsync());
        var period = new ReportPeriod(today, today.AddDays(120));

        Assert.Equal(3, (await ForecastAsync(creditor, today, period.Until, ReportStep.Month)).Total.Instalments);
        Assert.Equal(0, (await _world.DoAsync(other, (ForecastCash forecast) => forecast.ExecuteAsync(creditor.Id, period, ReportStep.Month))).Total.Instalments);
    }

    private Task<int> DueOnAsync(Agreement agreement, int number, DateOnly day) => _world.TamperAsync(db =>
        db.Database.ExecuteSqlAsync($"update instalments set due_on = {day} where agreement_id = {agreement.Id.Value} and number = {number}"));

    private Task<ForecastReport> ForecastAsync(Creditor creditor, DateOnly from, DateOnly to, ReportStep by) =>
        _world.DoAsync(creditor, (ForecastCash forecast) => forecast.ExecuteAsync(creditor.Id, new(from, to), by));
}
