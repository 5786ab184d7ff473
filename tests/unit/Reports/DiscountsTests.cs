using Shared.Agreements;
using Shared.Offers;
using Shared.Payments;
using Shared.Reports;

namespace Tests.Reports;

/// <summary>What was given up, beside what it brought.</summary>
public sealed class DiscountsTests : IAsyncLifetime
{
    // One for each test: the clock begins on the Monday that the figures are of, and never goes back.
    private readonly World _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Without_agreements_nothing_was_given_up()
    {
        var report = await DiscountsAsync(await _world.CreditorAsync());

        Assert.Empty(report.Rows);
        Assert.Equal((0, Money.Zero, null), (report.Total.Agreements, report.Total.Discount, report.Total.DiscountRate));
    }

    [Fact]
    public async Task Each_version_and_form_has_its_discount_and_its_cash()
    {
        // R$ 1.000,00 due on Tuesday 2 December 2025, 90 days late: interest 30,00, fine 20,00. Half of both is 25,00 off at once.
        var creditor = await _world.CreditorAsync();
        await _world.BankAsync(creditor);
        var old = await _world.PolicyAsync(creditor);
        var paid = await AgreeAsync();
        await _world.PayInstalmentAsync(paid, 1);
        await AgreeAsync();
        var plan = await AgreeAsync(3);
        await _world.PayInstalmentAsync(plan, 1);
        var generous = await _world.ReplacePolicyAsync(creditor, World.PolicyOf("100.00"));
        var dropped = await AgreeAsync();
        await World.MustAsync(_world.DoAsync(dropped.PersonKey, (CancelAgreement cancel) =>
            cancel.ExecuteAsync(new(dropped.Id, CancelReason.Withdrawal, MoneyInSight.None), Actor.Debtor(dropped.PersonKey))));

        var report = await DiscountsAsync(creditor);

        Assert.Equal(
            [(generous.Number, PaymentForm.SinglePayment), (old.Number, PaymentForm.SinglePayment), (old.Number, PaymentForm.Instalments)],
            report.Rows.Select(r => (r.PolicyNumber, r.Form)));
        Assert.All(report.Rows, r => Assert.Equal(("Campanha", QuoteOrigin.Policy), (r.PolicyName, r.Origin)));
        Assert.Equal(Of(1, 105_000, 5_000, 100_000, 0, lapsed: 1, lapsedDiscount: 5_000), report.Rows[0].Figures);
        Assert.Equal(Of(2, 210_000, 5_000, 205_000, 102_500, settled: 1, settledDiscount: 2_500, settledReceived: 102_500), report.Rows[1].Figures);
        Assert.Equal(Of(1, 105_000, 0, 105_000, 35_000), report.Rows[2].Figures);
        Assert.Equal("2.38", report.Total.DiscountRate?.ToWire()); // 100,00 of 4.200,00.
        Assert.Equal(paid.Total + plan.Terms.Payments[0].Amount, report.Total.Received);

        Task<Agreement> AgreeAsync(int payments = 1) => AgreementOfAsync(creditor, payments);
    }

    [Fact]
    public async Task Only_what_was_accepted_in_the_period_counts_and_nothing_of_others()
    {
        var (creditor, agreement) = await _world.DealAsync();
        var (day, other) = (_world.Today, await _world.CreditorAsync());
        _world.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty((await DiscountsAsync(creditor)).Rows);
        Assert.Equal(agreement.Total, (await _world.DoAsync(creditor, (ShowDiscounts show) => show.ExecuteAsync(creditor.Id, new(day, day)))).Total.Agreed);
        Assert.Empty((await _world.DoAsync(other, (ShowDiscounts show) => show.ExecuteAsync(creditor.Id, new(day, day)))).Rows);
    }

    private static DiscountFigures Of(
        int agreements, long balance, long discount, long agreed, long received, int settled = 0, long settledDiscount = 0, long settledReceived = 0,
        int lapsed = 0, long lapsedDiscount = 0) => new(
        agreements, Money.OfCents(balance), Money.OfCents(discount), Money.OfCents(agreed), Money.OfCents(received), settled, Money.OfCents(settledDiscount),
        Money.OfCents(settledReceived), lapsed, Money.OfCents(lapsedDiscount));

    private async Task<Agreement> AgreementOfAsync(Creditor creditor, int payments) =>
        await _world.AgreementAsync(await _world.DebtAsync(creditor, Cpfs.New()), payments);

    private Task<DiscountReport> DiscountsAsync(Creditor creditor) =>
        _world.DoAsync(creditor, (ShowDiscounts show) => show.ExecuteAsync(creditor.Id, new(_world.Today, _world.Today)));
}
