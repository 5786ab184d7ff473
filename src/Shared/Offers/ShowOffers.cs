using System.Security.Cryptography;
using System.Text;
using Shared.Debts;

namespace Shared.Offers;

/// <param name="DebtId">The first of the debts, where the offers are for several together.</param>
public sealed record OffersPresented(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<OfferPolicy> PolicyId, int Count) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>What is shown to a debtor, and what there is to say about what is not.</summary>
/// <param name="Quotes">At most five, cheapest first; empty when nothing is offered for these debts now, or nothing that was asked for.</param>
/// <param name="Dates">The dates that may be wished for.</param>
/// <param name="Usual">How many offers there are with the creditor's own dates and no limit a month.</param>
/// <param name="Fitting">How many there are of what was asked for, were all of them shown.</param>
/// <param name="LightestMonth">Where a limit was asked for: how much the offers ask at least, in their heaviest month; null where there are none.</param>
public sealed record ShownOffers(IReadOnlyList<OfferQuote> Quotes, DateChoice Dates, int Usual, int Fitting, Money? LightestMonth);

/// <summary>
/// What the debtor may choose today, kept as it was shown: each quote is evidence, and binds the creditor until its date.
/// The same day shows the same quotes.
/// </summary>
public sealed class ShowOffers(AppDb db, QuoteOffers quoteOffers, EventLog events, CreditorClock clock)
{
    private const int Shown = 5;

    /// <param name="Debts">One or several of one debtor at one creditor: together, in one offer.</param>
    /// <param name="MostAMonth">Only what asks no more than this in any month. Not kept.</param>
    public sealed record Request(IReadOnlyList<Id<Debt>> Debts, DateWish? Dates = null, Returning? Returning = null, Money? MostAMonth = null)
    {
        /// <summary>The one offer with this key, instead of a handful.</summary>
        public string? Key { get; init; }

        public static implicit operator Request(Id<Debt> one) => new([one]);
    }

    public async Task<Outcome<ShownOffers>> ExecuteAsync(Request request, Actor actor)
    {
        var outcome = await quoteOffers.ExecuteAsync(new QuoteOffers.Request(request.Debts, request.Dates, request.Returning));

        if (!outcome.Succeeded(out var result, out var refusal))
        {
            return refusal;
        }

        var today = clock.Today;
        var fitting = request.MostAMonth is { } most ? result.Offers.Where(o => o.Payments.HeaviestMonth <= most).ToList() : result.Offers;
        var offers = request.Key is { } one ? [.. fitting.Where(o => o.Key == one)] : Spread(fitting);
        var lightest = request.MostAMonth is null || result.Offers is [] ? (Money?)null : result.Offers.Min(o => o.Payments.HeaviestMonth);
        var shown = new ShownOffers([], result.Dates(today), result.Usual.Count, fitting.Count, lightest);

        if (result.Policy is not { } policy || offers is [])
        {
            return shown;
        }

        var basket = request.Returning?.Basket ?? BasketOf(result.Debts);
        var keys = offers.Select(o => o.Key).ToList();
        var known = await KnownAsync();

        if (known.Count < offers.Count)
        {
            var fresh = offers.Where(o => known.All(q => q.Key != o.Key)).Select(o => Quote(result.Debts, basket, policy, o, today)).ToList();
            db.AddRange(fresh);
            await events.RecordAsync(
                new OffersPresented(result.Debt.CreditorId, result.Debt.PersonKey, result.Debt.Id, policy.Id, fresh.Count), actor);

            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException failure) when (failure.LostRace)
            {
                // The page was opened twice at once: both show what the first one kept.
                db.ChangeTracker.Clear();
            }

            known = await KnownAsync();
        }

        return shown with { Quotes = [.. known.OrderBy(q => q.Terms.Total).ThenBy(q => q.Terms.Payments.Count)] };

        Task<List<OfferQuote>> KnownAsync() => db.OfferQuotes.AsNoTracking()
            .Where(q => q.CreditorId == policy.CreditorId && q.DebtId == result.Debt.Id && q.Basket == basket
                && q.ShownOn == today && q.PolicyId == policy.Id && keys.Contains(q.Key))
            .ToListAsync();
    }

    /// <summary>
    /// One word for a set of debts and for what has come off them: the id of one, or a digest of several, whatever their order. After a payment it is
    /// another word: offers of before are for what was owed then.
    /// </summary>
    public static string BasketOf(IReadOnlyCollection<Debt> debts)
    {
        var ids = debts.Select(d => d.DatedCredits is [] ? d.Id.ToString() : $"{d.Id}:{d.DatedCredits.Select(c => c.Amount).Total().Cents}").Order(StringComparer.Ordinal).ToList();
        return ids.Count == 1 ? ids[0] : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', ids))));
    }

    // People compare a handful. The cheapest, the longest, and what lies evenly between.
    private static IReadOnlyList<Offer> Spread(IReadOnlyList<Offer> offers)
    {
        if (offers.Count <= Shown)
        {
            return offers;
        }

        var ordered = offers.OrderBy(o => o.PaymentCount).ToList();
        return [.. Enumerable.Range(0, Shown).Select(i => ordered[i * (ordered.Count - 1) / (Shown - 1)])];
    }

    private static OfferQuote Quote(IReadOnlyList<Debt> debts, string basket, OfferPolicy policy, Offer offer, DateOnly today) => new()
    {
        CreditorId = policy.CreditorId,
        PersonKey = debts[0].PersonKey,
        DebtorId = debts[0].DebtorId,
        DebtId = debts[0].Id,
        PolicyId = policy.Id,
        Key = offer.Key,
        Basket = basket,
        Variant = offer.VariantId,
        Campaign = offer.CampaignId,
        Terms = offer.Terms,
        ShownOn = today,
        ValidUntil = today.AddDays(OfferQuote.ValidDays),
    };
}
