using Microsoft.Extensions.DependencyInjection;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Agreements;

/// <summary>How agreements end, and come back; each with its ledger.</summary>
public class AgreementEndsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_break_gives_the_debt_back_less_what_was_paid_on_its_own_day()
    {
        var (creditor, agreement) = await world.DealAsync();
        var paidOn = world.Today;
        var before = await world.LedgerAsync(creditor);

        await world.RoundsToAsync(creditor, EndOf(agreement));

        var first = agreement.Terms.Payments[0];
        var debt = await DebtOfAsync(creditor);
        var credit = Assert.Single(debt.DatedCredits);
        Assert.Equal(AgreementStatus.Broken, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal((DebtStatus.Open, paidOn, first.Amount), (debt.Status, credit.On, credit.Amount));
        Assert.Equal(world.Today.AddDays(agreement.Terms.Rules.ReofferDays), debt.NoOfferBefore);
        Assert.Equal(1, (await world.SeeAsync(creditor, db => db.Debtors.SingleAsync(d => d.Id == agreement.DebtorId))).BrokenAgreements);
        Assert.Equal(before, await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task The_same_day_again_changes_nothing()
    {
        var (creditor, agreement) = await world.DealAsync();
        await world.RoundsToAsync(creditor, EndOf(agreement));
        var events = await world.EventsOfAsync(agreement);
        var debt = await DebtOfAsync(creditor);

        await world.RoundAsync(creditor);
        await world.RoundAsync(creditor);

        Assert.Equal(events, await world.EventsOfAsync(agreement));
        Assert.Equal(debt.DatedCredits, (await DebtOfAsync(creditor)).DatedCredits);
    }

    [Fact]
    public async Task A_worker_that_was_away_breaks_nothing_that_was_not_warned_of()
    {
        var (creditor, agreement) = await world.DealAsync();

        await world.RoundAsync(creditor, BusinessCalendar.Bank.RollForward(EndOf(agreement).AddDays(10)));
        var warned = await world.AgreementNowAsync(agreement);
        await world.RoundsToAsync(creditor, world.Today.AddDays(10));

        Assert.Equal(AgreementStatus.Active, warned.Status);
        Assert.NotNull(warned.CureNoticeAt);
        Assert.Equal(AgreementStatus.Broken, (await world.AgreementNowAsync(agreement)).Status);
    }

    [Fact]
    public async Task Paying_in_the_grace_cures()
    {
        var (creditor, agreement) = await world.DealAsync();
        await world.RoundsToAsync(creditor, AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(1));

        await world.PayInstalmentAsync(agreement, 2);

        Assert.Null((await world.AgreementNowAsync(agreement)).LateSince);
        Assert.Contains("AgreementCured", await world.EventsOfAsync(agreement));
    }

    [Fact]
    public async Task Money_made_before_the_end_and_learnt_after_undoes_it()
    {
        var (creditor, agreement) = await world.DealAsync();
        await world.RoundsToAsync(creditor, EndOf(agreement).AddDays(-1));
        var charge = await World.MustAsync(world.ChargeAsync(agreement, 2));
        await BreakUnseenAsync(creditor, agreement, charge);

        await world.LookAsync(creditor, charge);

        var now = await world.AgreementNowAsync(agreement);
        Assert.Equal((AgreementStatus.Active, 2), (now.Status, now.InstalmentsPaid));
        Assert.Equal(DebtStatus.UnderAgreement, (await DebtOfAsync(creditor)).Status);
        Assert.Contains("AgreementReinstated", await world.EventsOfAsync(agreement));
        Assert.Equal(-now.Paid.Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task Money_made_after_the_end_comes_off_the_debt()
    {
        var (creditor, agreement) = await world.DealAsync();
        await world.RoundsToAsync(creditor, EndOf(agreement).AddDays(-1));
        var charge = await World.MustAsync(world.ChargeAsync(agreement, 2));
        await world.RoundsToAsync(creditor, EndOf(agreement));

        await world.PayAsync(charge);
        await world.LookAsync(creditor, charge);

        var debt = await DebtOfAsync(creditor);
        Assert.Equal(AgreementStatus.Broken, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal(charge.Amount, debt.DatedCredits.Single(c => c.On == world.Today).Amount);
        Assert.Equal(-(agreement.Terms.Payments[0].Amount + charge.Amount).Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task One_whose_first_payment_never_came_lapses_and_the_debt_is_what_it_was()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);

        await world.RoundsToAsync(creditor, AgreementDays.LastDayOfGrace(agreement.Terms.Payments[0].DueOn, agreement.Terms.Rules).AddDays(1));

        var now = await world.AgreementNowAsync(agreement);
        Assert.Equal((AgreementStatus.Cancelled, CancelReason.FirstPaymentMissed), (now.Status, now.CancelledFor));
        Assert.Equal((DebtStatus.Open, null, 0), await DebtOfAsync(creditor) is var debt ? (debt.Status, debt.NoOfferBefore, debt.DatedCredits.Count) : default);
        Assert.Empty(await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task The_debtor_steps_back_once_and_only_while_nothing_was_paid()
    {
        var (creditor, agreement) = await world.DealAsync(paid: 0);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WithdrawAsync(agreement)));
        var paid = (await world.DealAsync()).Agreement;

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        Assert.Equal(DebtStatus.Open, (await DebtOfAsync(creditor)).Status);
        Assert.Equal("agreement-not-cancellable", (await World.MustRefuseAsync(WithdrawAsync(paid))).Code);
    }

    [Fact]
    public async Task After_the_term_there_is_no_stepping_back()
    {
        var (_, agreement) = await world.DealAsync(paid: 0);

        world.TurnTo(CancelAgreement.LastDayToWithdraw(agreement).AddDays(1));

        Assert.Equal("withdrawal-term-over", (await World.MustRefuseAsync(WithdrawAsync(agreement))).Code);
    }

    [Fact]
    public async Task What_is_being_looked_into_does_not_end_by_itself()
    {
        var (creditor, agreement) = await world.DealAsync();
        await World.MustAsync(world.DoAsync(creditor, (HoldAgreement hold) => hold.ExecuteAsync(agreement.Id, Actor.System("test"))));

        await world.RoundsToAsync(creditor, EndOf(agreement).AddDays(5));

        Assert.Equal(AgreementStatus.Active, (await world.AgreementNowAsync(agreement)).Status);
        Assert.DoesNotContain("CureNoticeSent", await world.EventsOfAsync(agreement));
    }

    // The bank had the money before the break; neither its notice nor its answer had reached us.
    private async Task BreakUnseenAsync(Creditor creditor, Agreement agreement, Charge charge)
    {
        await world.PayAsync(charge);
        world.TurnTo(EndOf(agreement));
        await World.MustAsync(world.DoAsync(
            HostRole.Worker, async (IServiceProvider services) =>
            {
                services.GetRequiredService<Tenant>().Enter(creditor.Id);
                return await services.GetRequiredService<BreakAgreement>().ExecuteAsync(agreement.Id, MoneyInSight.None, Actor.System("test"));
            }));
    }

    private Task<Outcome<Agreement>> WithdrawAsync(Agreement agreement) => world.DoAsync(agreement.PersonKey, (CancelAgreement cancel) =>
        cancel.ExecuteAsync(new(agreement.Id, CancelReason.Withdrawal, MoneyInSight.None), Actor.Debtor(agreement.PersonKey)));

    private static DateOnly EndOf(Agreement agreement)
    {
        var due = agreement.Terms.Payments[1].DueOn;
        return Lateness.Of(AgreementStatus.Active, agreement.Terms.Rules, [due], null, AgreementDays.LastDayInTime(due).AddDays(1))!.EndsFrom;
    }

    private Task<Debt> DebtOfAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.Debts.AsNoTracking().SingleAsync());
}
