using Admin.Api.Debts;
using Admin.Api.Offers;
using Shared.Agreements;
using Shared.Offers;

namespace Admin.Api.Agreements;

/// <summary>Says of an offer that no longer holds what was agreed on (<c>old</c>) and what holds now (<c>new</c>).</summary>
public sealed class OldAndNew(AppDb db, ShowStandingOffers showStandingOffers)
{
    /// <summary>The refusal with both, when it is about an offer that changed or expired; else as it is.</summary>
    public async Task<Refusal> OnAsync(Refusal refusal, AcceptForDebtor.Request request)
    {
        if (refusal.Code != AcceptForDebtor.Changed.Code && refusal != AcceptOffer.Expired && refusal != AcceptOffer.Outdated)
        {
            return refusal;
        }

        var kept = request.Chosen.QuoteId is { } id ? await db.OfferQuotes.AsNoTracking().SingleAsync(q => q.Id == id) : null;
        var key = request.Chosen.Told?.Key ?? kept!.Key;
        var members = new Dictionary<string, object> { ["old"] = request.Chosen.Told is { } told ? OldOffer.Of(told) : OldOffer.Of(kept!) };
        var standing = await showStandingOffers.ExecuteAsync(new(request.Debts, request.InsteadOf?.Id), OfferKeys.WishIn(key));

        if (standing.Succeeded(out var offers, out _) && offers.LastOrDefault(o => o.Key == key) is { } fresh)
        {
            members["new"] = fresh;
        }

        return refusal with { Members = members };
    }

    /// <summary>What was agreed on. <paramref name="Terms"/> where the offer had been kept.</summary>
    private sealed record OldOffer(Money Total, DateOnly FirstDueDate, TermsView? Terms)
    {
        public static OldOffer Of(ToldOffer told) => new(told.Total, told.FirstDueOn, null);

        public static OldOffer Of(OfferQuote kept) => new(kept.Terms.Total, kept.Terms.Payments[0].DueOn, TermsView.Of(kept.Terms));
    }
}
