using Shared.Agreements;
using Shared.Payments;
using Shared.Reports;

namespace Tests.Reports;

/// <summary>How agreements fared, and how their promises were kept.</summary>
public sealed class OutcomesTests : IAsyncLifetime
{
    // One for each test: the clock begins on the Monday that the figures are of, and never goes back.
    private readonly World _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Without_agreements_there_is_nothing_and_no_rate()
    {
        var report = await OutcomesAsync(await _world.CreditorAsync(), _world.Today, _world.Today);

        Assert.Equal([(1, 1), (2, 3), (4, 6), (7, 12), (13, 24), (25, null)], report.Rows.Select(r => (r.MinInstalments, r.MaxInstalments)));
        Assert.All(report.Rows.Select(r => r.Figures).Append(report.Total), f => Assert.Equal(new OutcomeFigures(0, 0, 0, 0, 0, 0, 0, 0), f));
        Assert.Equal((null, null), (report.Total.BreakRate, report.Total.KeptRate));
    }

    [Fact]
    public async Task Each_end_is_counted_by_the_length_of_the_plan()
    {
        var creditor = await ShopAsync();
        var first = _world.Today;
        var settled = await AgreeAsync(creditor);
        var broken = await AgreeAsync(creditor, 3);
        var lapsed = await AgreeAsync(creditor, 2);
        await AgreeAsync(creditor, 6);
        await _world.PayInstalmentAsync(settled, 1);
        await _world.PayInstalmentAsync(broken, 1);
        var accepted = await OutcomesAsync(creditor, first, first);
        await _world.RoundsToAsync(creditor, broken.Terms.Payments[1].DueOn.AddDays(20));

        Assert.Equal((AgreementStatus.Broken, AgreementStatus.Cancelled), ((await _world.AgreementNowAsync(broken)).Status, (await _world.AgreementNowAsync(lapsed)).Status));
        Assert.Equal(new OutcomeFigures(4, 2, 1, 0, 0, 0, 0, 0), accepted.Total);
        Assert.Equal([(1, 1, 1), (2, 1, 0), (1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)], accepted.Rows.Select(r => (r.Figures.Accepted, r.Figures.Activated, r.Figures.Settled)));

        var all = await OutcomesAsync(creditor, first, _world.Today);
        Assert.Equal((4, 2, 1, 1, 2, 0), (all.Total.Accepted, all.Total.Activated, all.Total.Settled, all.Total.Broken, all.Total.Cancelled, all.Total.Renegotiated));
        Assert.Equal((1, 1), (all.Rows[1].Figures.Broken, all.Rows[1].Figures.Cancelled));
        Assert.Equal("50.00", all.Total.BreakRate?.ToWire());

        // Promises: four first instalments, of which two were kept, and the second of the one that broke over it.
        Assert.Equal((5, 2, "40.00"), (all.Total.PromisesDue, all.Total.PromisesKept, all.Total.KeptRate?.ToWire()));

        // The counts of a day that passed are what they were.
        Assert.Equal((4, 2, 1, 0, 0), (await OutcomesAsync(creditor, first, first)).Total is var past
            ? (past.Accepted, past.Activated, past.Settled, past.Broken, past.Cancelled) : default);
    }

    [Fact]
    public async Task What_is_undone_in_the_period_did_not_happen_and_before_it_had()
    {
        var creditor = await ShopAsync();
        var first = _world.Today;
        var agreement = await AgreeAsync(creditor);
        var payment = await _world.PaymentOfAsync(await _world.PayInstalmentAsync(agreement, 1));
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await World.MustAsync(_world.ChargeBackAsync(creditor, payment));
        await _world.HearAsync(creditor, payment);

        Assert.Contains("AgreementReopened", await _world.EventsOfAsync(agreement));
        Assert.Equal(1, (await OutcomesAsync(creditor, first, first)).Total.Settled);
        Assert.Equal((1, 0), (await OutcomesAsync(creditor, first, _world.Today)).Total is var total ? (total.Activated, total.Settled) : default);
    }

    [Fact]
    public async Task One_that_gave_way_is_renegotiated_and_its_later_instalments_were_never_due()
    {
        var creditor = await ShopAsync();
        var first = _world.Today;
        var old = await AgreeAsync(creditor, 3);
        await _world.PayInstalmentAsync(old, 1);
        _world.TurnTo(AgreementDays.LastDayInTime(old.Terms.Payments[1].DueOn).AddDays(1));
        var quotes = (await World.MustAsync(_world.DoAsync(old.PersonKey, (ShowOffersInstead show) => show.ExecuteAsync(new(old.Id), Actor.Debtor(old.PersonKey))))).Quotes;
        await World.MustAsync(_world.DoAsync(old.PersonKey, (AcceptOffer accept) =>
            accept.ExecuteAsync(new(quotes[0].Id, new AcceptanceEvidence("200.147.3.9", "Telefone", "01"), MoneyInSight.None), Actor.Debtor(old.PersonKey))));

        // Long after the third instalment would have been due.
        _world.TurnTo(old.Terms.Payments[2].DueOn.AddDays(10));
        var ofOld = (await OutcomesAsync(creditor, first, _world.Today)).Rows[1].Figures;

        Assert.Equal((1, 0), (ofOld.Renegotiated, ofOld.Broken));
        Assert.Equal((2, 1), (ofOld.PromisesDue, ofOld.PromisesKept));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task A_promise_is_kept_until_the_next_business_day(int daysAfter, int kept)
    {
        var creditor = await ShopAsync();
        var agreement = await AgreeAsync(creditor);
        var sunday = new DateOnly(2026, 3, 8);
        await _world.TamperAsync(db => db.Database.ExecuteSqlAsync($"update instalments set due_on = {sunday} where agreement_id = {agreement.Id.Value}"));
        _world.TurnTo(sunday.AddDays(1 + daysAfter));
        await _world.PayInstalmentAsync(agreement, 1);

        var monday = await OutcomesAsync(creditor, sunday.AddDays(1), sunday.AddDays(1));
        _world.TurnTo(sunday.AddDays(9));

        Assert.Equal(daysAfter, monday.Total.PromisesDue);
        Assert.Equal((1, kept), (await OutcomesAsync(creditor, sunday.AddDays(1), sunday.AddDays(1))).Total is var f ? (f.PromisesDue, f.PromisesKept) : default);
        Assert.Equal(0, (await OutcomesAsync(creditor, sunday, sunday)).Total.PromisesDue);
    }

    [Fact]
    public async Task Agreements_of_another_creditor_are_not_there_even_when_asked_for()
    {
        var (creditor, _) = await _world.DealAsync();
        var other = await _world.CreditorAsync();

        Assert.Equal(1, (await OutcomesAsync(creditor, _world.Today, _world.Today)).Total.Accepted);
        var asked = await _world.DoAsync(other, (ShowOutcomes show) => show.ExecuteAsync(creditor.Id, new(_world.Today, _world.Today)));
        Assert.Equal(0, asked.Total.Accepted + asked.Total.PromisesDue);
    }

    private Task<OutcomeReport> OutcomesAsync(Creditor creditor, DateOnly from, DateOnly to) =>
        _world.DoAsync(creditor, (ShowOutcomes show) => show.ExecuteAsync(creditor.Id, new(from, to)));

    private async Task<Creditor> ShopAsync()
    {
        var creditor = await _world.CreditorAsync();
        await _world.BankAsync(creditor);
        await _world.PolicyAsync(creditor);
        return creditor;
    }

    private async Task<Agreement> AgreeAsync(Creditor creditor, int payments = 1) =>
        await _world.AgreementAsync(await _world.DebtAsync(creditor, Cpfs.New()), payments);
}
