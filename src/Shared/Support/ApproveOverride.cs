using Shared.Offers;

namespace Shared.Support;

/// <summary>
/// A second person says yes to an offer above its author's authority: somebody else, with enough authority of their own.
/// The offer is priced as of today, and only now does the debtor see it.
/// </summary>
public sealed class ApproveOverride(AppDb db, PriceOverride priceOverride, GrantOverride grantOverride)
{
    public static readonly Refusal NotFound = new("override-not-found", "Não achamos este pedido.");
    public static readonly Refusal Decided = new("override-decided", "Outra pessoa já decidiu este pedido.");
    public static readonly Refusal OwnRequest = new("override-own-request", "Quem pediu não decide: outra pessoa precisa olhar.");
    public static readonly Refusal BeyondAuthority = new("override-beyond-authority", "Este pedido passa da sua alçada. Peça a alguém com alçada maior.");

    public async Task<Outcome<Override>> ExecuteAsync(Id<Override> id, Actor actor)
    {
        if (await db.Overrides.SingleOrDefaultAsync(o => o.Id == id) is not { } asked)
        {
            return NotFound;
        }

        if (asked.Status is not OverrideStatus.Pending)
        {
            return Decided;
        }

        if (await db.ColleagueAsync(asked.CreditorId, actor) is not { } second)
        {
            return RequestOverride.NotStaff;
        }

        if (second.Id == asked.RequestedBy)
        {
            return OwnRequest;
        }

        if (!(await priceOverride.ExecuteAsync(new(asked.DebtId, asked.Plan, asked.ValidDays))).Succeeded(out var priced, out var refusal))
        {
            return refusal;
        }

        if (!second.Authority.Covers(priced.Terms.Discount.Total, priced.Terms.Balance.Total))
        {
            return BeyondAuthority;
        }

        if (asked.CounterProposalId is { } answers && await db.CounterProposals.SingleAsync(p => p.Id == answers) is not { IsUnderReview: true })
        {
            return RequestOverride.AlreadyAnswered;
        }

        await grantOverride.ExecuteAsync(asked, priced, second.Id, actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return Decided;
        }

        return asked;
    }
}
