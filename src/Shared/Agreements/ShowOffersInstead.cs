using Shared.Debts;
using Shared.Offers;

namespace Shared.Agreements;

/// <summary>What may take the place of an agreement: offers for its debts as they would come back, kept as they were shown.</summary>
public sealed class ShowOffersInstead(FindRenegotiation findRenegotiation, ShowOffers showOffers)
{
    public async Task<Outcome<IReadOnlyList<OfferQuote>>> ExecuteAsync(Id<Agreement> id, Actor actor)
    {
        var outcome = await findRenegotiation.ExecuteAsync(id, actor);

        if (!outcome.Succeeded(out var found, out var refusal))
        {
            return refusal;
        }

        var debt = found.Debts[0];
        var credits = found.Paid
            .Select(part => new DatedCredit(part.On, ReturnDebts.SharesOf(found.Agreement, found.Debts, part.Amount)[0], part.Source))
            .Where(credit => credit.Amount > Money.Zero);
        return await showOffers.ExecuteAsync(debt.Id, actor, new Returning(found.Basket, [.. credits]));
    }
}
