using Admin.Api.Offers;
using Shared.Debts;
using Shared.Offers;

namespace Admin.Api.Debts;

/// <summary>One way to pay.</summary>
/// <param name="Key">"rule/terms/number of instalments" of the policy, and "@first due date/day of month" where dates were wished.</param>
/// <param name="QuoteId">Of an offer that was kept and binds; null for one that is only looked at.</param>
/// <param name="Origin">Where a kept offer came from.</param>
/// <param name="ValidUntil">The last day on which a kept offer can be accepted.</param>
public sealed record OfferView(
    string Key, Id<OfferPolicy> PolicyId, IReadOnlyList<Id<Debt>> DebtIds, Id<OfferQuote>? QuoteId, QuoteOrigin? Origin, DateOnly? ValidUntil, TermsView Terms)
{
    internal static OfferView Of(Offer offer, Id<OfferPolicy> policy) =>
        new(offer.Key, policy, IdsOf(offer.Terms), null, null, null, TermsView.Of(offer.Terms));

    internal static OfferView Of(OfferQuote quote) =>
        new(quote.Key, quote.PolicyId, IdsOf(quote.Terms), quote.Id, quote.Origin, quote.ValidUntil, TermsView.Of(quote.Terms));

    private static IReadOnlyList<Id<Debt>> IdsOf(OfferTerms terms) => [.. terms.Debts.Select(d => d.DebtId)];
}
