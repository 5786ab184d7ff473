using Shared.Debts;
using Shared.Offers;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>An offer of today by its name (<see cref="OfferKeys"/>), and what the debtor was told of it.</summary>
public sealed record ToldOffer(string Key, Money Total, DateOnly FirstDueOn);

/// <summary>Which offer was said yes to: one that was kept, or one of today's as it was told.</summary>
public sealed record ChosenOffer(Id<OfferQuote>? QuoteId, ToldOffer? Told);

/// <summary>
/// The creditor brings a yes that it heard from the debtor, with the evidence of it: the same act as on the portal, by the
/// same verb. In place of an agreement, that one ends in the same act.
/// </summary>
public sealed class AcceptForDebtor(AppDb db, ShowOffers showOffers, ShowOffersInstead showOffersInstead, AcceptOffer acceptOffer, CreditorClock clock)
{
    public static readonly Refusal AgreementNotFound = FindRenegotiation.NotFound;
    public static readonly Refusal Changed = new("offer-changed", "A proposta mudou desde que foi dita à pessoa. Diga a nova e peça outro aceite.");
    public static readonly Refusal OtherDebts = new("offer-debts-invalid", "Esta proposta não é destas contas, ou não é para o lugar deste acordo.");
    public static readonly Refusal Resting = new("offers-not-yet", "Depois de um acordo desfeito, nada é oferecido por alguns dias.");
    public static readonly Refusal SaidInFuture = new("consent-in-future", "O aceite está datado no futuro.");

    public static readonly Refusal SaidBefore = new(
        "consent-before-offer",
        "O aceite é de antes da proposta: ninguém aceita o que ainda não viu. Guarde a proposta no dia em que a disser "
        + "(POST /v1/debts/{id}/offers), e aceite-a pelo quoteId.");

    public static readonly Refusal Outdated = new(
        "consent-outdated", "Depois deste aceite um acordo sobre estas contas já terminou. Um acordo novo pede um aceite novo.");

    /// <summary>Clocks of others may be so far ahead of ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <param name="Debts">What the offer is for; those of the agreement when it takes the place of one.</param>
    public sealed record Request(IReadOnlyList<Id<Debt>> Debts, ChosenOffer Chosen, YesElsewhere Yes)
    {
        /// <summary>The agreement that gives way, and what <see cref="SeeMoneyOfAgreement"/> found on it a moment ago.</summary>
        public (Id<Agreement> Id, MoneyInSight Seen)? InsteadOf { get; init; }
    }

    public async Task<Outcome<Agreement>> ExecuteAsync(Request request, Actor actor)
    {
        if (request.InsteadOf is { } old && !await db.Agreements.AnyAsync(a => a.Id == old.Id))
        {
            return AgreementNotFound;
        }

        if (request.InsteadOf is null && await db.Debts.CountAsync(d => request.Debts.Contains(d.Id)) < request.Debts.Distinct().Count())
        {
            return QuoteOffers.NotFound;
        }

        if (request.Yes.SaidAt > clock.GetUtcNow() + ClockSkew)
        {
            return SaidInFuture;
        }

        var chosen = request.Chosen.QuoteId is { } kept ? await KeptAsync(kept, request) : await OfTodayAsync(request.Chosen.Told!, request, actor);

        if (!chosen.Succeeded(out var quote, out var refusal))
        {
            return refusal;
        }

        return request.Yes.SaidAt.BrazilDay < quote.ShownOn ? SaidBefore
            : await HasEndedSinceAsync(quote, request) ? Outdated
            : await acceptOffer.ExecuteAsync(new(quote.Id, AcceptanceEvidence.Of(request.Yes), request.InsteadOf?.Seen), actor);
    }

    // Who withdrew has not said yes again: the same recording makes no second agreement. That the one which is to give way has
    // done so a moment ago is for the act itself to say.
    private Task<bool> HasEndedSinceAsync(OfferQuote quote, Request request)
    {
        var ids = quote.Terms.Debts.Select(d => d.DebtId).ToList();
        var ended = db.AgreementDebts.Where(d => ids.Contains(d.DebtId) && d.ReleasedAt >= request.Yes.SaidAt);
        var broken = db.Agreements.Where(a => a.Status == AgreementStatus.Broken);
        return request.InsteadOf is { } old
            ? ended.AnyAsync(d => d.AgreementId != old.Id || broken.Any(a => a.Id == old.Id))
            : ended.AnyAsync();
    }

    private async Task<Outcome<OfferQuote>> KeptAsync(Id<OfferQuote> id, Request request)
    {
        if (await db.OfferQuotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id) is not { } quote)
        {
            return AcceptOffer.NotFound;
        }

        var isInstead = Renegotiation.TryRead(quote.Basket, out var replaced);
        var fits = request.InsteadOf is { } old
            ? isInstead && replaced == old.Id
            : !isInstead && quote.Terms.Debts.Select(d => d.DebtId).ToHashSet().SetEquals(request.Debts);
        return fits ? quote : OtherDebts;
    }

    // Kept first, as one shown on the portal is: what was agreed is what can be looked up.
    private async Task<Outcome<OfferQuote>> OfTodayAsync(ToldOffer told, Request request, Actor actor)
    {
        var dates = OfferKeys.WishIn(told.Key);
        var shown = request.InsteadOf is { } old
            ? await showOffersInstead.ExecuteAsync(new(old.Id, dates) { Key = told.Key }, actor)
            : await showOffers.ExecuteAsync(new(request.Debts, dates) { Key = told.Key }, actor);

        if (!shown.Succeeded(out var found, out var refusal))
        {
            return refusal;
        }

        return found.Quotes is not [var quote] ? await WhyNoneAsync(request)
            : quote.Terms.Total != told.Total || quote.Terms.Payments[0].DueOn != told.FirstDueOn ? Changed
            : quote;
    }

    private async Task<Refusal> WhyNoneAsync(Request request)
    {
        var today = clock.Today;
        var rests = request.InsteadOf is null && await db.Debts.AnyAsync(d => request.Debts.Contains(d.Id) && d.NoOfferBefore > today);
        return rests ? Resting : AcceptOffer.NotFound;
    }
}
