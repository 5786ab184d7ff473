using Shared.Agreements;
using Shared.Debts;
using Shared.Ledger;
using Shared.Offers;
using Shared.Payments;

namespace Tests.Agreements;

/// <summary>One agreement gives way to another, in one act; each with its ledger.</summary>
public class RenegotiationTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_late_agreement_gives_way_to_a_new_one_that_counts_what_was_paid()
    {
        var (creditor, old) = await LateAsync();
        var paidOn = old.AcceptedAt.BrazilDay;
        var before = await world.LedgerAsync(creditor);

        var offers = (await World.MustAsync(InsteadAsync(old))).Quotes;
        var fresh = await World.MustAsync(AcceptAsync(offers[0]));

        var past = await world.AgreementNowAsync(old);
        var debt = await world.SeeAsync(creditor, db => db.Debts.AsNoTracking().SingleAsync());
        Assert.Equal((AgreementStatus.Renegotiated, old.Id), (past.Status, fresh.RenegotiatedFrom));
        Assert.Equal((DebtStatus.UnderAgreement, null), (debt.Status, debt.NoOfferBefore));
        Assert.Equal(new DatedCredit(paidOn, old.Terms.Payments[0].Amount, debt.DatedCredits[0].Source), Assert.Single(debt.DatedCredits));
        Assert.Equal(debt.BalanceOn(world.Today, IndexTable.Empty).Total, offers[0].Terms.Balance.Total);
        Assert.Equal("AgreementRenegotiated", (await world.EventsOfAsync(old))[^1]);
        Assert.Equal(0, (await world.SeeAsync(creditor, db => db.Set<Shared.Debtors.Debtor>().SingleAsync())).BrokenAgreements);
        Assert.Equal(before, await world.LedgerAsync(creditor));
    }

    [Fact]
    public async Task The_new_one_paid_to_the_end_settles_the_debt()
    {
        var (creditor, old) = await LateAsync();
        var fresh = await World.MustAsync(AcceptAsync((await World.MustAsync(InsteadAsync(old))).Quotes.First(q => q.Terms.Payments.Count == 1)));

        await world.PayInstalmentAsync(fresh, 1);

        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(fresh)).Status);
        Assert.Equal(DebtStatus.Settled, await world.SeeAsync(creditor, db => db.Debts.Select(d => d.Status).SingleAsync()));
        Assert.Equal(-(old.Terms.Payments[0].Amount + fresh.Total).Cents, (await world.LedgerAsync(creditor))[Account.CreditorPayable]);
    }

    [Fact]
    public async Task Two_debts_go_together_into_the_new_one()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        var person = Cpfs.New();
        Debt[] debts = [await world.DebtAsync(creditor, person, Money.OfCents(100_000)), await world.DebtAsync(creditor, person, Money.OfCents(33_333))];
        var quotes = await world.OffersAsync(debts[0], debts[1]);
        var old = await World.MustAsync(world.AcceptAsync(quotes.First(q => q.Terms.Payments.Count == 3)));
        await world.PayInstalmentAsync(old, 1);
        world.TurnTo(AgreementDays.LastDayInTime(old.Terms.Payments[1].DueOn).AddDays(1));

        var fresh = await World.MustAsync(AcceptAsync((await World.MustAsync(InsteadAsync(old))).Quotes[0]));

        var now = await world.SeeAsync(creditor, db => db.Debts.AsNoTracking().ToListAsync());
        Assert.All(now, d => Assert.Equal(DebtStatus.UnderAgreement, d.Status));
        Assert.Equal(old.Terms.Payments[0].Amount, now.SelectMany(d => d.DatedCredits).Select(c => c.Amount).Total());
        Assert.Equal(2, await world.SeeAsync(creditor, db => db.AgreementDebts.CountAsync(d => d.AgreementId == fresh.Id && d.ReleasedAt == null)));
        Assert.Equal(fresh.Terms.Balance.Total, fresh.Terms.Debts.Select(d => d.Balance.Total).Total());
    }

    [Fact]
    public async Task A_payment_between_offer_and_yes_makes_the_offer_old()
    {
        var (creditor, old) = await LateAsync();
        var offer = (await World.MustAsync(InsteadAsync(old))).Quotes[0];

        await world.PayInstalmentAsync(old, 2, Money.OfCents(1_000));

        Assert.Equal(GiveWay.Changed, await World.MustRefuseAsync(AcceptAsync(offer)));
        Assert.NotEqual(offer.Terms.Balance.Total, (await World.MustAsync(InsteadAsync(old))).Quotes[0].Terms.Balance.Total);
        Assert.Equal(AgreementStatus.Active, (await world.AgreementNowAsync(old)).Status);
        await world.LedgerAsync(creditor);
    }

    [Fact]
    public async Task Not_while_money_is_on_its_way_and_not_by_the_way_of_other_offers()
    {
        var (_, old) = await LateAsync();
        var offer = (await World.MustAsync(InsteadAsync(old))).Quotes[0];

        Assert.Equal(LookForMoney.Confirming, await World.MustRefuseAsync(AcceptAsync(offer, MoneyInSight.Confirming)));
        Assert.Equal(LookForMoney.Unclear, await World.MustRefuseAsync(AcceptAsync(offer, MoneyInSight.Unclear)));
        Assert.Equal(GiveWay.Elsewhere, await World.MustRefuseAsync(world.AcceptAsync(offer)));
    }

    [Fact]
    public async Task Eight_at_once_make_one_new_agreement()
    {
        var (creditor, old) = await LateAsync();
        var offers = (await World.MustAsync(InsteadAsync(old))).Quotes;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AcceptAsync(offers[i % offers.Count])));

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        Assert.Equal(2, await world.SeeAsync(creditor, db => db.Agreements.CountAsync()));
        Assert.Single(await world.SeeAsync(creditor, db => db.Debts.Select(d => d.DatedCredits).SingleAsync()));
    }

    [Fact]
    public async Task As_often_as_the_accepted_terms_allow_and_no_more()
    {
        var (_, old) = await LateAsync();
        var fresh = await World.MustAsync(AcceptAsync((await World.MustAsync(InsteadAsync(old))).Quotes.First(q => q.Terms.Payments.Count == 2)));
        world.TurnTo(AgreementDays.LastDayInTime(fresh.Terms.Payments[0].DueOn).AddDays(1));

        Assert.Equal(FindRenegotiation.Limit, await World.MustRefuseAsync(InsteadAsync(fresh)));
        Assert.Equal(FindRenegotiation.Ended, await World.MustRefuseAsync(InsteadAsync(old)));
    }

    [Fact]
    public async Task Where_the_terms_forbid_it_nobody_renegotiates()
    {
        var (creditor, old) = await LateAsync(p => p.AgreementRules = p.AgreementRules with { MaxRenegotiations = 0 });

        Assert.Equal(FindRenegotiation.Limit, await World.MustRefuseAsync(InsteadAsync(old)));
        Assert.Equal(FindRenegotiation.Limit, await World.MustRefuseAsync(InsteadOfCreditorAsync(creditor, old)));
    }

    [Fact]
    public async Task A_debtor_in_time_has_nothing_to_renegotiate_and_the_creditor_may()
    {
        var (creditor, agreement) = await world.DealAsync();

        Assert.Equal(FindRenegotiation.InTime, await World.MustRefuseAsync(InsteadAsync(agreement)));
        Assert.NotEmpty((await World.MustAsync(InsteadOfCreditorAsync(creditor, agreement))).Quotes);
    }

    [Fact]
    public async Task A_broken_one_rests_for_the_debtor_and_then_the_past_is_linked()
    {
        var (creditor, old) = await LateAsync();
        var late = Lateness.Of(await world.AgreementNowAsync(old), await PlanAsync(creditor, old), world.Today)!;
        await world.RoundsToAsync(creditor, late.EndsFrom);
        var before = await world.LedgerAsync(creditor);

        Assert.Equal(FindRenegotiation.Resting, await World.MustRefuseAsync(InsteadAsync(old)));
        world.TurnTo(world.Today.AddDays(old.Terms.Rules.ReofferDays));
        var fresh = await World.MustAsync(AcceptAsync((await World.MustAsync(InsteadAsync(old))).Quotes[0]));

        var past = await world.AgreementNowAsync(old);
        Assert.Equal((AgreementStatus.Renegotiated, old.Id), (past.Status, fresh.RenegotiatedFrom));
        Assert.NotNull(past.BrokenAt);
        Assert.Single(await world.SeeAsync(creditor, db => db.Debts.Select(d => d.DatedCredits).SingleAsync()));
        Assert.Equal(before, await world.LedgerAsync(creditor));
    }

    private async Task<(Creditor Creditor, Agreement Agreement)> LateAsync(Action<Shared.Creditors.CreditorProfile>? rules = null)
    {
        var (creditor, agreement) = await world.DealAsync(rules: rules);
        await world.RoundAsync(creditor, AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(1));
        return (creditor, agreement);
    }

    private Task<Outcome<ShownOffers>> InsteadAsync(Agreement agreement) => world.DoAsync(agreement.PersonKey, (ShowOffersInstead show) =>
        show.ExecuteAsync(new(agreement.Id), Actor.Debtor(agreement.PersonKey)));

    private Task<Outcome<ShownOffers>> InsteadOfCreditorAsync(Creditor creditor, Agreement agreement) =>
        world.DoAsync(creditor, (ShowOffersInstead show) => show.ExecuteAsync(new(agreement.Id), Actor.ApiKey("test")));

    private Task<Outcome<Agreement>> AcceptAsync(OfferQuote quote, MoneyInSight seen = MoneyInSight.None) => world.DoAsync(quote.PersonKey, (AcceptOffer accept) =>
        accept.ExecuteAsync(new(quote.Id, new AcceptanceEvidence("200.147.3.9", "Telefone", "01"), seen), Actor.Debtor(quote.PersonKey)));

    private Task<List<Instalment>> PlanAsync(Creditor creditor, Agreement agreement) =>
        world.SeeAsync(creditor, db => db.Instalments.AsNoTracking().Where(i => i.AgreementId == agreement.Id).ToListAsync());
}
