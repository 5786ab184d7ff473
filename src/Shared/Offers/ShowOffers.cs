using Shared.Debts;

namespace Shared.Offers;

public sealed record OffersPresented(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<OfferPolicy> PolicyId, int Count) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// What the debtor may choose today, kept as it was shown: each quote is evidence, and binds the creditor until its date.
/// The same day shows the same quotes.
/// </summary>
public sealed class ShowOffers(AppDb db, QuoteOffers quoteOffers, EventLog events, TimeProvider clock)
{
    private const int Shown = 5;

    /// <summary>At most five, cheapest first; empty when the creditor offers nothing for this debt now.</summary>
    public async Task<Outcome<IReadOnlyList<OfferQuote>>> ExecuteAsync(Id<Debt> id, Actor actor, Returning? returning = null)
    {
        var outcome = await quoteOffers.ExecuteAsync(id, returning);

        if (!outcome.Succeeded(out var result, out var refusal))
        {
            return refusal;
        }

        if (result.Policy is not { } policy || result.Offers is [])
        {
            return Outcome.Of<IReadOnlyList<OfferQuote>>([]);
        }

        var offers = Spread(result.Offers);
        var today = clock.Today;
        var basket = returning?.Basket ?? id.ToString();
        var known = await KnownAsync(result.Debt, policy, basket, today);

        if (offers.Any(o => known.All(q => q.Key != o.Key)))
        {
            var fresh = offers.Where(o => known.All(q => q.Key != o.Key)).Select(o => Keep(result.Debt, policy, o, basket, today)).ToList();
            await events.RecordAsync(
                new OffersPresented(result.Debt.CreditorId, result.Debt.PersonKey, id, policy.Id, fresh.Count), actor);

            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException failure) when (failure.LostRace)
            {
                // The page was opened twice at once: both show what the first one kept.
                db.ChangeTracker.Clear();
            }

            known = await KnownAsync(result.Debt, policy, basket, today);
        }

        return Outcome.Of<IReadOnlyList<OfferQuote>>([.. known.OrderBy(q => q.Terms.Total).ThenBy(q => q.Terms.Payments.Count)]);
    }

    // People compare a handful. The cheapest, the longest, and what lies evenly between.
    private static IReadOnlyList<Offer> Spread(IReadOnlyList<Offer> offers)
    {
        if (offers.Count <= Shown)
        {
            return offers;
        }

        var ordered = offers.OrderBy(o => o.Terms.Payments.Count).ToList();
        return [.. Enumerable.Range(0, Shown).Select(i => ordered[i * (ordered.Count - 1) / (Shown - 1)])];
    }

    private OfferQuote Keep(Debt debt, OfferPolicy policy, Offer offer, string basket, DateOnly today)
    {
        var quote = new OfferQuote
        {
            CreditorId = debt.CreditorId,
            PersonKey = debt.PersonKey,
            DebtorId = debt.DebtorId,
            DebtId = debt.Id,
            PolicyId = policy.Id,
            Key = offer.Key,
            Basket = basket,
            Terms = offer.Terms,
            ShownOn = today,
            ValidUntil = today.AddDays(OfferQuote.ValidDays),
        };
        db.Add(quote);
        return quote;
    }

    private Task<List<OfferQuote>> KnownAsync(Debt debt, OfferPolicy policy, string basket, DateOnly today) =>
        db.OfferQuotes.AsNoTracking()
            .Where(q => q.CreditorId == debt.CreditorId && q.DebtId == debt.Id && q.Basket == basket && q.ShownOn == today && q.PolicyId == policy.Id)
            .ToListAsync();
}
