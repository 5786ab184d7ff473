using Shared.Debts;
using Shared.Offers;

namespace Shared.Agreements;

/// <summary>What may take the place of an agreement: offers for its debts as they would come back, kept as they were shown.</summary>
public sealed class ShowOffersInstead(FindRenegotiation findRenegotiation, ShowOffers showOffers)
{
    public sealed record Request(Id<Agreement> AgreementId, DateWish? Dates = null);

    public async Task<Outcome<IReadOnlyList<OfferQuote>>> ExecuteAsync(Request request, Actor actor)
    {
        var outcome = await findRenegotiation.ExecuteAsync(request.AgreementId, actor);

        return outcome.Succeeded(out var found, out var refusal)
            ? await showOffers.ExecuteAsync(new([.. found.Debts.Select(d => d.Id)], request.Dates, ReturningOf(found)), actor)
            : refusal;
    }

    private static Returning ReturningOf(Renegotiation found)
    {
        var credits = from part in found.Paid
                      from share in found.Debts.Zip(ReturnDebts.SharesOf(found.Agreement, found.Debts, part.Amount))
                      where share.Second > Money.Zero
                      group new DatedCredit(part.On, share.Second, part.Source) by share.First.Id;
        return new(found.Basket, credits.ToDictionary(c => c.Key, c => (IReadOnlyList<DatedCredit>)[.. c]));
    }
}
