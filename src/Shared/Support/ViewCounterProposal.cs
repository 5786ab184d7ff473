using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Support;

/// <summary>A counter-proposal as whoever decides needs it: beside what the policy offers today, and the floor.</summary>
public sealed record CounterProposalFile(CounterProposal Proposal, string? Note, string? Words, Debt Debt)
{
    /// <summary>What is owed today.</summary>
    public required Money Owed { get; init; }

    /// <summary>The cheapest the policy offers today; null when it offers nothing.</summary>
    public required OfferTerms? Best { get; init; }

    /// <summary>The least the policy lets be taken without asking anybody. For staff alone; null when it has no floor.</summary>
    public required Money? Floor { get; init; }

    /// <summary>All proposals for this debt, newest first.</summary>
    public required IReadOnlyList<CounterProposal> All { get; init; }

    /// <summary>The request for a second person that answers it, while it waits.</summary>
    public required Override? Pending { get; init; }
}

/// <summary>Shows a counter-proposal to staff. Only looks; whoever opened the case is known already.</summary>
public sealed class ViewCounterProposal(AppDb db, FindIndexes findIndexes, QuoteOffers quoteOffers, Vault vault, CreditorClock clock)
{
    private const int Most = 20;

    public async Task<Outcome<CounterProposalFile>> ExecuteAsync(Id<CounterProposal> id)
    {
        if (await db.CounterProposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id) is not { } proposal)
        {
            return RequestOverride.ProposalNotFound;
        }

        var debt = await db.Debts.AsNoTracking().SingleAsync(d => d.Id == proposal.DebtId);
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == debt.CreditorId);
        var facts = DealFacts.Of(debt, profile, clock.Today, await findIndexes.ExecuteAsync());
        var quoted = (await quoteOffers.ExecuteAsync(debt.Id)).Succeeded(out var result, out _) ? result : null;
        var floor = quoted?.Policy is { } policy ? CounterFloor.Of(policy.Document, quoted.Offers) : null;

        return new CounterProposalFile(proposal, proposal.Note(vault), proposal.Words(vault), debt)
        {
            Owed = facts.Owed.Total,
            Best = quoted?.Offers.Select(o => o.Terms).MinBy(t => t.Total),
            Floor = floor?.LeastOf(facts.Owed, facts.Bounds),
            All = await db.CounterProposals.AsNoTracking().Where(p => p.DebtId == debt.Id).OrderByDescending(p => p.Number).Take(Most).ToListAsync(),
            Pending = await db.Overrides.AsNoTracking().SingleOrDefaultAsync(o => o.DebtId == debt.Id && o.Status == OverrideStatus.Pending),
        };
    }
}
