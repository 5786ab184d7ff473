using Shared.Agreements;
using Shared.Debts;
using Shared.Ledger;
using Shared.Offers;

namespace Tests.Offers;

public sealed class ProposeCounterTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task What_is_accepted_is_an_offer_with_exactly_what_was_proposed()
    {
        var (creditor, debt) = await DebtAsync();

        var proposal = await World.MustAsync(world.ProposeAsync(debt, now: 10_000, monthly: 20_000, months: 4, day: 10));

        Assert.Equal((CounterAnswer.Accepted, 1, null), (proposal.Answer, proposal.Number, proposal.AnswerBy));
        var quote = Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.CounterProposal));
        Assert.Equal((proposal.QuoteId, debt.Id.ToString(), world.Today.AddDays(2)), (quote.Id, quote.Basket, quote.ValidUntil));
        Assert.Equal([10_000, 20_000, 20_000, 20_000, 20_000], quote.Terms.Payments.Select(p => p.Amount.Cents));
        Assert.All(quote.Terms.Payments.Skip(1), p => Assert.Equal(10, p.DueOn.Day));
        Assert.Equal(quote.Terms.Balance.Total - Money.OfCents(90_000), quote.Terms.Discount.Total);
        var told = await world.SeeAsync(creditor, db => db.Events.Where(e => e.Subject == proposal.Id.Value).Select(e => e.Name).ToListAsync());
        Assert.Equal([nameof(CounterProposalDecided), nameof(CounterProposalReceived)], told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_accepted_proposal_becomes_an_agreement_and_the_ledger_says_what_was_paid()
    {
        var (creditor, debt) = await DebtAsync();
        await world.BankAsync(creditor);
        await World.MustAsync(world.ProposeAsync(debt, now: 80_000));
        var quote = Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.CounterProposal));

        var agreement = await World.MustAsync(world.AcceptAsync(quote));
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.LookAsync(creditor, charge);

        Assert.Equal((quote.Id, Money.OfCents(80_000)), (agreement.QuoteId, agreement.Total));
        Assert.Equal(DebtStatus.Settled, (await world.SeeAsync(creditor, db => db.Debts.SingleAsync(d => d.Id == debt.Id))).Status);
        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal((80_000, -80_000), (ledger[Account.GatewayClearing], ledger[Account.CreditorPayable]));
    }

    [Fact]
    public async Task Too_little_is_improved_once_and_then_referred_with_a_date()
    {
        world.TurnTo(new DateOnly(2026, 7, 13));
        var (_, debt) = await DebtAsync();

        var improved = await World.MustAsync(world.ProposeAsync(debt, now: 30_000));
        var referred = await World.MustAsync(world.ProposeAsync(debt, now: 31_000, note: "  Recebo no dia 5.  "));

        var quotes = await world.QuotesAsync(debt, QuoteOrigin.CounterProposal);
        Assert.Equal(CounterAnswer.Improved, improved.Answer);
        Assert.True(quotes.Single(q => q.Id == improved.QuoteId).Terms.Total.Cents is > 70_000 and < 102_500);

        // Monday: three business days on is Thursday. Meanwhile what the policy offers stands.
        Assert.Equal((CounterAnswer.Referred, new DateOnly(2026, 7, 16)), (referred.Answer, referred.AnswerBy));
        Assert.Equal((await world.OffersAsync(debt))[0].Terms.Total, quotes.Single(q => q.Id == referred.QuoteId).Terms.Total);
        Assert.Equal("Recebo no dia 5.", referred.Note(world.Vault));
        Assert.DoesNotContain("dia 5", System.Text.Encoding.UTF8.GetString(referred.SealedNote!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_offers_shown_are_the_policys_own()
    {
        var (_, debt) = await DebtAsync();
        var before = await world.OffersAsync(debt);

        await World.MustAsync(world.ProposeAsync(debt, now: 80_000));

        Assert.Equal(before.Select(o => o.Id), (await world.OffersAsync(debt)).Select(o => o.Id));
    }

    [Fact]
    public async Task What_cannot_be_a_proposal_is_refused_and_costs_no_try()
    {
        var (_, debt) = await DebtAsync();

        (string Field, Task<Outcome<CounterProposal>> Act)[] wrong =
        [
            ("now", world.ProposeAsync(debt, now: 0)),
            ("now", world.ProposeAsync(debt, now: -100)),
            ("now", world.ProposeAsync(debt, now: 200_000)),
            ("now", world.ProposeAsync(debt, now: 200_000, monthly: 1_000, months: 2)),
            ("monthly", world.ProposeAsync(debt, now: 0, monthly: 50, months: 2)),
            ("monthly", world.ProposeAsync(debt, now: 0, monthly: 50_000, months: 12)),
            ("months", world.ProposeAsync(debt, now: 0, monthly: 1_000, months: 61)),
            ("months", world.ProposeAsync(debt, now: 0, monthly: 100)),
            ("months", world.ProposeAsync(debt, now: 0, monthly: 1_000, months: int.MaxValue)),
            ("day", world.ProposeAsync(debt, now: 0, monthly: 20_000, months: 3, day: 31)),
        ];

        foreach (var (field, act) in wrong)
        {
            var refusal = await World.MustRefuseAsync(act);
            Assert.Equal(ProposeCounter.Unclear.Code, refusal.Code);
            Assert.Equal(field, Assert.Single(refusal.Errors!).Key);
        }

        Assert.Equal(ProposeCounter.NoteTooLong, await World.MustRefuseAsync(world.ProposeAsync(debt, now: 50_000, note: new string('a', 501))));
        Assert.Equal(1, (await World.MustAsync(world.ProposeAsync(debt, now: 50_000))).Number);
    }

    [Fact]
    public async Task Nobody_proposes_for_somebody_else_or_for_what_is_agreed()
    {
        var (_, debt) = await DebtAsync();
        var stranger = new PersonKey(Guid.CreateVersion7());
        var elsewhere = world.DoAsync(stranger, (ProposeCounter propose) => propose.ExecuteAsync(
            new(Id<CounterProposal>.New(), debt.Id, new Proposal(Money.OfCents(80_000), Money.Zero, null, null), null), Actor.Debtor(stranger)));

        Assert.Equal(QuoteOffers.NotFound, await World.MustRefuseAsync(elsewhere));
        await world.AgreementAsync(debt);
        Assert.Equal(QuoteOffers.NotOpen, await World.MustRefuseAsync(world.ProposeAsync(debt, now: 80_000)));
    }

    [Fact]
    public async Task The_fourth_within_seven_days_waits_and_the_others_do_not()
    {
        var creditor = await world.CreditorAsync();
        await world.FlooredPolicyAsync(creditor);
        var person = Cpfs.New();
        var debt = await world.DebtAsync(creditor, of: person);
        var other = await world.DebtAsync(creditor, of: person);

        for (var i = 0; i < 3; i++)
        {
            await World.MustAsync(world.ProposeAsync(debt, now: 30_000 + i));
            world.Clock.Advance(TimeSpan.FromHours(1));
        }

        var refusal = await World.MustRefuseAsync(world.ProposeAsync(debt, now: 90_000));
        Assert.Equal("too-many-counter-proposals", refusal.Code);
        Assert.Contains("Você já fez 3 propostas para esta conta em 7 dias", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await World.MustAsync(world.ProposeAsync(other, now: 90_000))).Number);

        world.Clock.Advance(CounterProposal.Window - TimeSpan.FromHours(3));
        Assert.Equal(4, (await World.MustAsync(world.ProposeAsync(debt, now: 90_000))).Number);
        Assert.Equal("too-many-counter-proposals", (await World.MustRefuseAsync(world.ProposeAsync(debt, now: 90_000))).Code);
    }

    [Fact]
    public async Task Eight_at_once_make_three_at_most()
    {
        var (creditor, debt) = await DebtAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => world.ProposeAsync(debt, now: 30_000 + i)));

        var kept = await world.SeeAsync(creditor, db => db.CounterProposals.Where(p => p.DebtId == debt.Id).OrderBy(p => p.Number).ToListAsync());
        Assert.Equal([1, 2, 3], kept.Select(p => p.Number));
        Assert.Equal(3, outcomes.Count(o => o.Succeeded(out _, out _)));
        Assert.Single(kept, p => p.Answer is CounterAnswer.Improved);
        Assert.Equal(3, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(CounterProposalReceived) && e.PersonKey == debt.PersonKey)));
    }

    [Fact]
    public async Task The_same_form_sent_eight_times_is_one_proposal()
    {
        var (creditor, debt) = await DebtAsync();
        var id = Id<CounterProposal>.New();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.ProposeAsync(debt, now: 80_000, id: id)));

        Assert.All(outcomes, o => Assert.True(o.Succeeded(out var proposal, out _) && proposal.Id == id && proposal.Number == 1));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.CounterProposals.CountAsync(p => p.DebtId == debt.Id)));
        Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.CounterProposal));
    }

    [Fact]
    public async Task The_database_counts_too()
    {
        var (creditor, debt) = await DebtAsync();

        for (var i = 0; i < 3; i++)
        {
            await World.MustAsync(world.ProposeAsync(debt, now: 30_000 + i));
        }

        foreach (var number in new[] { 4, 5 })
        {
            var forced = await Assert.ThrowsAnyAsync<Exception>(() => world.DoAsync(debt.PersonKey, (AppDb db) => db.Database.ExecuteSqlAsync($"""
                insert into counter_proposals (id, creditor_id, person_key, debtor_id, debt_id, number, made_at, plan, terms, answer)
                select gen_random_uuid(), creditor_id, person_key, debtor_id, debt_id, {number}, made_at, plan, terms, answer
                from counter_proposals where debt_id = {debt.Id.Value} and number = 3
                """)));
            Assert.Equal("CP001", Assert.IsType<Npgsql.PostgresException>(forced).SqlState);
        }
    }

    [Fact]
    public async Task Without_a_policy_or_a_floor_the_proposal_goes_to_staff()
    {
        var creditor = await world.CreditorAsync();
        var bare = await world.DebtAsync(creditor, of: Cpfs.New());
        var nothing = await World.MustAsync(world.ProposeAsync(bare, now: 50_000));
        await world.PolicyAsync(creditor);
        var noFloor = await World.MustAsync(world.ProposeAsync(bare, now: 50_000));

        Assert.Equal((CounterAnswer.Referred, null, null), (nothing.Answer, nothing.QuoteId, nothing.PolicyId));
        Assert.Equal(CounterAnswer.Referred, noFloor.Answer);
        Assert.NotNull(noFloor.QuoteId);
    }

    [Fact]
    public async Task A_rule_may_have_a_floor_of_its_own()
    {
        var creditor = await world.CreditorAsync();
        var document = World.PolicyOf() with { CounterProposal = World.FloorOf("0.00") };
        document = document with { Rules = [document.Rules[0] with { CounterProposal = World.FloorOf("60.00") }] };
        await PublishAsync(creditor, document);
        var debt = await world.DebtAsync(creditor, of: Cpfs.New());

        Assert.Equal(CounterAnswer.Accepted, (await World.MustAsync(world.ProposeAsync(debt, now: 50_000))).Answer);
    }

    private async Task PublishAsync(Creditor creditor, PolicyDocument document)
    {
        var draft = await World.MustAsync(world.DoAsync(creditor, (DraftPolicy policy) =>
            policy.ExecuteAsync(new(creditor.Id, "Com contraproposta", document, null, null), Actor.System("test"))));
        await World.MustAsync(world.DoAsync(creditor, (PublishPolicy publish) => publish.ExecuteAsync(draft.Id, Actor.System("test"))));
    }

    private async Task<(Creditor Creditor, Debt Debt)> DebtAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.FlooredPolicyAsync(creditor);
        return (creditor, await world.DebtAsync(creditor, of: Cpfs.New()));
    }
}
