using Shared.Debts;
using Shared.Offers;
using Shared.Staff;
using Shared.Support;

namespace Tests.Support;

/// <summary>What staff makes of a proposal that was referred to them: yes, something else, no.</summary>
public sealed class AnswerCounterProposalTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Yes_is_an_offer_of_exactly_what_was_proposed()
    {
        var (creditor, debt, proposal, opened) = await ReferredAsync();
        var ana = await world.StaffAsync(creditor, mostRate: 0.8m, mostCents: 100_000);
        Assert.Equal(CaseDesk.NotYours, await World.MustRefuseAsync(AnswerAsync(creditor, debt, proposal, ana)));
        await World.MustAsync(world.TakeAsync(creditor, opened, ana));

        await World.MustAsync(AnswerAsync(creditor, debt, proposal, ana));

        var (after, quote) = (await SeeAsync(creditor, proposal), Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff)));
        Assert.Equal((CounterRuling.Accepted, quote.Id), (after.Ruling, after.RulingQuoteId));
        Assert.Equal([Money.OfCents(30_000)], quote.Terms.Payments.Select(p => p.Amount));
        Assert.Equal(CaseResolution.Granted, (await CaseAsync(creditor, opened)).Resolution);
        Assert.Equal(["referred", "accepted"], await OutcomesAsync(creditor, proposal));
        Assert.Equal(RequestOverride.AlreadyAnswered, await World.MustRefuseAsync(AnswerAsync(creditor, debt, proposal, ana)));
    }

    [Fact]
    public async Task Above_the_owners_authority_the_answer_waits_for_the_second_person()
    {
        var (creditor, debt, proposal, opened) = await ReferredAsync();
        var ana = await world.StaffAsync(creditor);
        var chefe = await world.StaffAsync(creditor, "Chefe", StaffRole.Supervisor, mostRate: 0.8m, mostCents: 100_000);
        await World.MustAsync(world.TakeAsync(creditor, opened, ana));
        var asked = await World.MustAsync(AnswerAsync(creditor, debt, proposal, ana));

        Assert.True((await SeeAsync(creditor, proposal)).IsUnderReview);
        Assert.Equal(RequestOverride.AlreadyPending, await World.MustRefuseAsync(RefuseAsync(creditor, proposal, ana)));
        await World.MustAsync(world.DoAsync(creditor, (ApproveOverride approve) => approve.ExecuteAsync(asked.Id, chefe)));

        Assert.Equal(CounterRuling.Accepted, (await SeeAsync(creditor, proposal)).Ruling);
        Assert.All(await world.SeeAsync(creditor, db => db.Cases.ToListAsync()), c => Assert.Equal(CaseResolution.Granted, c.Resolution));
    }

    [Fact]
    public async Task Something_else_is_a_counter_offer()
    {
        var (creditor, debt, proposal, opened) = await ReferredAsync();
        var ana = await world.StaffAsync(creditor, mostRate: 0.8m, mostCents: 100_000);
        await World.MustAsync(world.TakeAsync(creditor, opened, ana));

        await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000, instalments: 2, answers: proposal.Id));

        Assert.Equal(CounterRuling.Countered, (await SeeAsync(creditor, proposal)).Ruling);
        Assert.Equal(["referred", "countered"], await OutcomesAsync(creditor, proposal));
    }

    [Fact]
    public async Task No_comes_with_a_reason_and_kind_words_once()
    {
        var (creditor, _, proposal, opened) = await ReferredAsync();
        var (ana, bia) = (await world.StaffAsync(creditor), await world.StaffAsync(creditor, "Bia"));
        await World.MustAsync(world.TakeAsync(creditor, opened, ana));

        Assert.Equal(CaseDesk.Taken("Ana Souza"), await World.MustRefuseAsync(RefuseAsync(creditor, proposal, bia)));
        Assert.Equal(RefuseCounterProposal.ReasonUnknown, await World.MustRefuseAsync(RefuseAsync(creditor, proposal, ana, "because")));
        Assert.Equal(RefuseCounterProposal.WordsMissing, await World.MustRefuseAsync(RefuseAsync(creditor, proposal, ana, words: " ")));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RefuseAsync(creditor, proposal, ana)));

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        var after = await SeeAsync(creditor, proposal);
        Assert.Equal((CounterRuling.Refused, "amount-too-low", "Com uma entrada maior dá."), (after.Ruling, after.RefusalReason, after.Words(world.Vault)));
        Assert.Equal(CaseResolution.Refused, (await CaseAsync(creditor, opened)).Resolution);
        Assert.Equal(["referred", "refused"], await OutcomesAsync(creditor, proposal));
    }

    [Fact]
    public async Task Yes_and_no_at_once_leave_one_answer()
    {
        var (creditor, debt, proposal, opened) = await ReferredAsync();
        var ana = await world.StaffAsync(creditor, mostRate: 0.8m, mostCents: 100_000);
        await World.MustAsync(world.TakeAsync(creditor, opened, ana));

        var yes = AnswerAsync(creditor, debt, proposal, ana);
        var no = RefuseAsync(creditor, proposal, ana);
        var answered = new[] { (await yes).Succeeded(out _, out _), (await no).Succeeded(out _, out _) };

        Assert.Single(answered, done => done);
        Assert.Equal(answered[0] ? 1 : 0, (await world.QuotesAsync(debt, QuoteOrigin.Staff)).Count);
        Assert.Equal(2, (await OutcomesAsync(creditor, proposal)).Count);
    }

    private Task<Outcome<Override>> AnswerAsync(Creditor creditor, Debt debt, CounterProposal proposal, Actor by) =>
        world.OverrideAsync(creditor, debt, by, toPay: 0, plan: proposal.Plan, answers: proposal.Id);

    private Task<Outcome<CounterProposal>> RefuseAsync(
        Creditor creditor, CounterProposal proposal, Actor by, string reason = "amount-too-low", string words = "Com uma entrada maior dá.") =>
        world.DoAsync(creditor, (RefuseCounterProposal refuse) => refuse.ExecuteAsync(new(proposal.Id, reason, words), by));

    private async Task<(Creditor Creditor, Debt Debt, CounterProposal Proposal, Case Case)> ReferredAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.FlooredPolicyAsync(creditor);
        var debt = await world.DebtAsync(creditor, of: Cpfs.New());
        var (proposal, opened) = await world.ReferredAsync(creditor, debt);
        return (creditor, debt, proposal, opened);
    }

    private Task<CounterProposal> SeeAsync(Creditor creditor, CounterProposal proposal) =>
        world.SeeAsync(creditor, db => db.CounterProposals.AsNoTracking().SingleAsync(p => p.Id == proposal.Id));

    private Task<Case> CaseAsync(Creditor creditor, Case opened) => world.SeeAsync(creditor, db => db.Cases.AsNoTracking().SingleAsync(c => c.Id == opened.Id));

    private async Task<List<string?>> OutcomesAsync(Creditor creditor, CounterProposal proposal)
    {
        var payloads = await world.SeeAsync(creditor, db => db.Events
            .Where(e => e.Subject == proposal.Id.Value && e.Name == nameof(CounterProposalDecided)).OrderBy(e => e.Id).Select(e => e.Payload).ToListAsync());
        return [.. payloads.Select(p => System.Text.Json.JsonDocument.Parse(p).RootElement.GetProperty("Outcome").GetString())];
    }
}
