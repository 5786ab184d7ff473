using Admin.Api.Auth;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;

namespace Admin.Api.Debts;

/// <summary>For which debts: some that are open together, or those of an agreement that would give way.</summary>
/// <param name="Debts">With an agreement: one of its own.</param>
public sealed record OfferSubject(IReadOnlyList<Id<Debt>> Debts, Id<Agreement>? InsteadOf);

/// <summary>What may be agreed on now: offers that were kept and still bind, and what the policy makes today. Only looks.</summary>
public sealed class ShowStandingOffers(AppDb db, QuoteOffers quoteOffers, FindRenegotiation findRenegotiation, Caller caller, CreditorClock clock)
{
    public async Task<Outcome<IReadOnlyList<OfferView>>> ExecuteAsync(OfferSubject subject, DateWish? dates)
    {
        var returning = await ReturningAsync(subject);

        if (!returning.Succeeded(out var request, out var refusal))
        {
            return refusal;
        }

        var outcome = await quoteOffers.ExecuteAsync(request with { Dates = OfferKeys.Wished(dates) });

        if (!outcome.Succeeded(out var result, out refusal))
        {
            return refusal == QuoteOffers.NotOpen ? Outcome.Of<IReadOnlyList<OfferView>>([]) : refusal;
        }

        var kept = await KeptAsync(result.Debts, request.Returning?.Basket, dates);
        var ofToday = kept.Where(q => q.ShownOn == clock.Today).Select(q => q.Key).ToHashSet();
        return Outcome.Of<IReadOnlyList<OfferView>>(
        [
            .. kept.Select(OfferView.Of),
            .. result.Offers.Where(o => !ofToday.Contains(o.Key)).Select(o => OfferView.Of(o, result.Policy!.Id)),
        ]);
    }

    private async Task<Outcome<QuoteOffers.Request>> ReturningAsync(OfferSubject subject)
    {
        if (subject.InsteadOf is not { } id)
        {
            return new QuoteOffers.Request(subject.Debts);
        }

        var outcome = await findRenegotiation.ExecuteAsync(id, caller.Actor);
        return !outcome.Succeeded(out var found, out var refusal) ? refusal
            : subject.Debts.All(debt => found.Debts.Any(d => d.Id == debt)) ? new QuoteOffers.Request([.. found.Debts.Select(d => d.Id)], null, found.Returning)
            : AcceptForDebtor.OtherDebts;
    }

    private async Task<List<OfferQuote>> KeptAsync(IReadOnlyList<Debt> debts, string? instead, DateWish? dates)
    {
        var (ids, basket, today) = (debts.Select(d => d.Id).ToList(), instead ?? ShowOffers.BasketOf(debts), clock.Today);
        var kept = await db.OfferQuotes.AsNoTracking()
            .Where(q => ids.Contains(q.DebtId) && q.Basket == basket && q.ValidUntil >= today)
            .OrderBy(q => q.Id).Take(QuoteOffers.MaxDebts).ToListAsync();
        return OfferKeys.Wished(dates) is { } wish ? [.. kept.Where(q => OfferKeys.WishIn(q.Key) == wish)] : kept;
    }
}
