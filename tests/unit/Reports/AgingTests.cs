using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Creditors;
using Shared.Debts;
using Shared.Payments;
using Shared.Reports;

namespace Tests.Reports;

/// <summary>What is owed, by days late, today and on days that passed. Noon of Monday 2 March 2026 is when a world begins.</summary>
public sealed class AgingTests : IAsyncLifetime
{
    // One for each test: the clock begins on the Monday that the figures are of, and never goes back.
    private readonly World _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public async Task A_creditor_without_debts_has_eight_empty_buckets()
    {
        var report = await AgingAsync(await _world.CreditorAsync(), _world.Today);

        Assert.Equal(
            [(0, 0), (1, 30), (31, 60), (61, 90), (91, 180), (181, 360), (361, 1080), (1081, null)],
            report.Buckets.Select(b => (b.MinDays, b.MaxDays)));
        Assert.All(report.Buckets.Select(b => b.Figures).Append(report.Total), f => Assert.Equal(new AgingFigures(0, 0, Money.Zero, 0, Money.Zero, Money.Zero), f));
    }

    [Fact]
    public async Task A_debt_that_was_paid_elsewhere_is_closed_until_that_is_undone()
    {
        var creditor = await _world.CreditorAsync();
        var debt = await _world.DebtAsync(creditor);
        _world.TurnTo(Monday.AddDays(1));
        var booked = await World.MustAsync(_world.DoAsync(creditor, (BookExternalPayment book) =>
            book.ExecuteAsync(new(debt.Id, Money.OfCents(10_000_000), Monday, ElsewhereMethod.Cash, "R-1"), Actor.Staff("s"))));
        _world.TurnTo(Monday.AddDays(3));
        await World.MustAsync(_world.DoAsync(creditor, (ReverseExternalPayment reverse) =>
            reverse.ExecuteAsync(new(booked.Id, ExternalReversalReason.Returned), Actor.Staff("s"))));

        List<int> owed = [];

        for (var day = 0; day <= 3; day++)
        {
            owed.Add((await AgingAsync(creditor, Monday.AddDays(day))).Total.Debts);
        }

        Assert.Equal([1, 0, 0, 1], owed);
    }

    [Fact]
    public async Task Each_debt_is_where_its_days_late_put_it()
    {
        var creditor = await _world.CreditorAsync();
        var (maria, joao) = (Cpfs.New(), Cpfs.New());

        // Due on a Sunday it may be paid on the Monday: nobody is late yet.
        await _world.DebtAsync(creditor, maria, Money.OfCents(1), lateDays: -5);
        await _world.DebtAsync(creditor, maria, Money.OfCents(10), lateDays: 1);
        await _world.DebtAsync(creditor, joao, Money.OfCents(100), lateDays: 3);

        // Saturday 31 January counts from Monday the 2nd: 28 days; Friday the 30th is 31 days late.
        await _world.DebtAsync(creditor, maria, Money.OfCents(1_000), lateDays: 30);
        await _world.DebtAsync(creditor, maria, Money.OfCents(10_000), lateDays: 31);
        await _world.DebtAsync(creditor, maria, Money.OfCents(100_000), lateDays: 90);
        await _world.DebtAsync(creditor, joao, Money.OfCents(1_000_000), lateDays: 91);
        await _world.DebtAsync(creditor, maria, Money.OfCents(2_000_000), lateDays: 360);
        await _world.DebtAsync(creditor, joao, Money.OfCents(3_000_000), lateDays: 361);
        await _world.DebtAsync(creditor, joao, Money.OfCents(4_000_000), lateDays: 1081);

        var report = await AgingAsync(creditor, _world.Today);

        Assert.Equal(
            [(2, 1, 11), (2, 2, 1_100), (1, 1, 10_000), (1, 1, 100_000), (1, 1, 1_000_000), (1, 1, 2_000_000), (1, 1, 3_000_000), (1, 1, 4_000_000L)],
            report.Buckets.Select(b => (b.Figures.Debts, b.Figures.Debtors, b.Figures.Principal.Cents)));
        Assert.Equal((10, 2, 10_111_111), (report.Total.Debts, report.Total.Debtors, report.Total.Principal.Cents));
    }

    [Fact]
    public async Task Days_are_counted_as_the_contract_counts_them()
    {
        // Of Saturday 31 January: 31 days on Tuesday 3 March, or 29 from the Monday on.
        _world.TurnTo(Monday.AddDays(1));
        var creditor = await _world.CreditorAsync();
        await _world.DebtAsync(creditor, lateDays: 31);
        var strict = await _world.DebtAsync(creditor, lateDays: 31);
        await _world.TamperAsync(db => db.Database.ExecuteSqlAsync($"update debts set late_since = {nameof(LateSince.DueDate)} where id = {strict.Id.Value}"));

        var report = await AgingAsync(creditor, _world.Today);

        Assert.Equal([0, 1, 1, 0, 0, 0, 0, 0], report.Buckets.Select(b => b.Figures.Debts));
    }

    [Fact]
    public async Task What_was_read_on_a_day_is_read_of_it_ever_after()
    {
        var creditor = await _world.CreditorAsync();
        await _world.BankAsync(creditor);
        await _world.PolicyAsync(creditor);
        Debt[] debts = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(i => _world.DebtAsync(creditor, Cpfs.New(), Money.OfCents(100_000), lateDays: 20 + i)))];
        var read = new List<AgingReport>();
        await ReadAsync();

        var single = await _world.AgreementAsync(debts[0]);
        var plan = await _world.AgreementAsync(debts[1], 3);
        await ReadAsync();
        var charge = await _world.PayInstalmentAsync(single, 1);
        await _world.PayInstalmentAsync(plan, 1);
        await ReadAsync();
        await CloseAsync(creditor, debts[2]);
        await _world.TamperAsync(db => db.Database.ExecuteSqlAsync(
            $"update debts set status = 'Closed', closed_reason = 'sold', updated_at = {_world.Clock.GetUtcNow()} where id = {debts[3].Id.Value}"));
        await ReadAsync();
        var payment = await _world.PaymentOfAsync(charge);
        await World.MustAsync(_world.ChargeBackAsync(creditor, payment));
        await _world.HearAsync(creditor, payment);
        await _world.DebtAsync(creditor, Cpfs.New(), lateDays: 40);
        await ReadAsync();
        await _world.RoundsToAsync(creditor, plan.Terms.Payments[1].DueOn.AddDays(20));
        await ReadAsync();

        Assert.Equal(AgreementStatus.Broken, (await _world.AgreementNowAsync(plan)).Status);
        Assert.Equal([5, 5, 4, 2, 4, 4], read.Select(r => r.Total.Debts));
        Assert.Equal([0, 2, 1, 1, 2, 1], read.Select(r => r.Total.InAgreement));
        Assert.Equal([0, 0, 0, 0, 0, plan.Terms.Payments[0].Amount.Cents], read.Select(r => r.Total.Credited.Cents));
        Assert.Equal([500_000, 500_000, 400_000, 200_000, 400_000, 400_000L], read.Select(r => r.Total.Principal.Cents));

        foreach (var before in read)
        {
            Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await AgingAsync(creditor, before.On)));
        }

        async Task ReadAsync()
        {
            read.Add(await AgingAsync(creditor, _world.Today));
            _world.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task A_day_between_a_break_and_its_undoing_stays_as_it_was_and_so_does_one_before_a_lapse()
    {
        var (creditor, agreement) = await _world.DealAsync();
        var lapsing = await _world.AgreementAsync(await _world.DebtAsync(creditor, Cpfs.New()), 2);
        var due = agreement.Terms.Payments[1].DueOn;
        var end = Lateness.Of(AgreementStatus.Active, agreement.Terms.Rules, [due], null, AgreementDays.LastDayInTime(due).AddDays(1))!.EndsFrom;
        await _world.RoundsToAsync(creditor, end.AddDays(-1));
        var charge = await World.MustAsync(_world.ChargeAsync(agreement, 2));
        await _world.PayAsync(charge);
        var live = await AgingAsync(creditor, _world.Today);
        _world.TurnTo(end);
        await World.MustAsync(_world.DoAsync(HostRole.Worker, async (IServiceProvider services) =>
        {
            services.GetRequiredService<Tenant>().Enter(creditor.Id);
            return await services.GetRequiredService<BreakAgreement>().ExecuteAsync(agreement.Id, MoneyInSight.None, Actor.System("test"));
        }));
        var broken = await AgingAsync(creditor, _world.Today);
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.LookAsync(creditor, charge);
        var again = await AgingAsync(creditor, _world.Today);

        Assert.Contains("AgreementReinstated", await _world.EventsOfAsync(agreement));
        Assert.Equal(AgreementStatus.Cancelled, (await _world.AgreementNowAsync(lapsing)).Status);
        Assert.Equal([(2, 1), (2, 0), (2, 1)], new[] { live, broken, again }.Select(r => (r.Total.Debts, r.Total.InAgreement)));
        _world.Clock.Advance(TimeSpan.FromDays(1));

        foreach (var before in new[] { live, broken, again })
        {
            Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await AgingAsync(creditor, before.On)));
        }

        // On its first day the one that lapsed was an agreement like the other.
        Assert.Equal(2, (await AgingAsync(creditor, Monday)).Total.InAgreement);
    }

    [Fact]
    public async Task A_day_ends_at_midnight_in_Sao_Paulo()
    {
        _world.Clock.SetUtcNow(BrazilTime.EndOfDay(Monday).ToUniversalTime());
        var creditor = await _world.CreditorAsync();
        await _world.DebtAsync(creditor, Cpfs.New());
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await _world.DebtAsync(creditor, Cpfs.New());

        Assert.Equal(0, (await AgingAsync(creditor, Monday.AddDays(-1))).Total.Debts);
        Assert.Equal(1, (await AgingAsync(creditor, Monday)).Total.Debts);
        Assert.Equal(2, (await AgingAsync(creditor, Monday.AddDays(1))).Total.Debts);
    }

    [Fact]
    public async Task Rows_of_another_creditor_are_not_there_even_when_asked_for()
    {
        var (shop, other) = (await _world.CreditorAsync(), await _world.CreditorAsync("Loja Verde"));
        await _world.DebtAsync(shop);
        await _world.DebtAsync(other);
        await _world.DebtAsync(other);

        Assert.Equal(1, (await AgingAsync(shop, _world.Today)).Total.Debts);
        Assert.Equal(0, (await _world.DoAsync(shop, (ShowAging show) => show.ExecuteAsync(other.Id, _world.Today))).Total.Debts);
    }

    private Task<AgingReport> AgingAsync(Creditor creditor, DateOnly on) => _world.DoAsync(creditor, (ShowAging show) => show.ExecuteAsync(creditor.Id, on));

    private Task<Debt> CloseAsync(Creditor creditor, Debt debt) => World.MustAsync(_world.DoAsync(
        creditor, (CloseDebt close) => close.ExecuteAsync(new(debt.Id, ClosureReason.Paid), Actor.System("test"))));
}
