using Shared.Debts;
using Shared.Offers;
using Shared.Staff;

namespace Shared.Support;

/// <summary>An offer out of policy stands. <paramref name="SecondPerson"/> is null within its author's authority.</summary>
public sealed record OverrideApproved(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Override> OverrideId, Id<OfferQuote> QuoteId, Money Total, Money Discount, Id<StaffUser>? SecondPerson)
    : IPersonEvent
{
    public Guid Subject => OverrideId.Value;
}

/// <summary>Makes the offer that an override asked for, and answers the counter-proposal it was for. The caller saves.</summary>
public sealed class GrantOverride(AppDb db, EventLog events, CloseCase closeCase, CreditorClock clock)
{
    /// <param name="by">The second person; null within the author's own authority.</param>
    public async Task<OfferQuote> ExecuteAsync(Override granted, PriceOverride.Result priced, Id<StaffUser>? by, Actor actor)
    {
        var today = clock.Today;
        var quote = new OfferQuote
        {
            CreditorId = granted.CreditorId,
            PersonKey = granted.PersonKey,
            DebtorId = granted.DebtorId,
            DebtId = granted.DebtId,
            PolicyId = priced.PolicyId,
            Key = $"override/{granted.Id}",
            Origin = QuoteOrigin.Staff,
            Basket = ShowOffers.BasketOf([await db.Debts.AsNoTracking().SingleAsync(d => d.CreditorId == granted.CreditorId && d.Id == granted.DebtId)]),
            Terms = priced.Terms,
            ShownOn = today,
            ValidUntil = today.AddDays(granted.ValidDays),
        };
        db.Add(quote);
        granted.Approve(by, quote.Id, clock.GetUtcNow());
        await events.RecordAsync(
            new OverrideApproved(
                granted.CreditorId, granted.PersonKey, granted.Id, quote.Id, priced.Terms.Total, priced.Terms.Discount.Total, by),
            actor);

        if (granted.CounterProposalId is { } id)
        {
            await AnswerAsync(await db.CounterProposals.SingleAsync(p => p.Id == id), quote, actor);
        }

        await CloseAsync(CaseKind.Override, granted.Id.Value, actor);
        return quote;
    }

    private async Task AnswerAsync(CounterProposal proposal, OfferQuote quote, Actor actor)
    {
        proposal.Grant(quote, clock.GetUtcNow());
        await events.RecordAsync(
            new CounterProposalDecided(
                proposal.CreditorId, proposal.PersonKey, proposal.Id, proposal.DebtId, CounterOutcome.Of(proposal.Ruling!.Value), quote.Id),
            actor);
        await CloseAsync(CaseKind.CounterProposal, proposal.Id.Value, actor);
    }

    private async Task CloseAsync(CaseKind kind, Guid subject, Actor actor)
    {
        if (await db.Cases.SingleOrDefaultAsync(c => c.Kind == kind && c.Subject == subject && c.Status == CaseStatus.Open) is { } open)
        {
            await closeCase.ExecuteAsync(open, CaseResolution.Granted, note: null, actor);
        }
    }
}
