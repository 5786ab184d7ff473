using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;
using Shared.Payments;

namespace Portal.Pages.Accounts;

/// <summary>Says everything once more before the one deliberate act.</summary>
public sealed class ReviewModel(
    AppDb db, DebtorSession debtor, ShowOffers showOffers, ShowOffersInstead showOffersInstead, AcceptOffer acceptOffer, SeeMoneyOfAgreement seeMoney,
    TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    [FromQuery(Name = "proposta")]
    public Id<OfferQuote> QuoteId { get; init; }

    public OfferQuote Quote { get; private set; } = null!;

    /// <summary>What was chosen, when it no longer holds and <see cref="Quote"/> took its place.</summary>
    public OfferQuote? Old { get; private set; }

    /// <summary>The accounts of the offer, with what each brings into it.</summary>
    public IReadOnlyList<(Debt Debt, TermsDebt Share)> Accounts { get; private set; } = [];

    public Holder Holder { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    /// <summary>The agreement that ends when this offer is accepted, when there is one.</summary>
    public Id<Agreement>? InsteadOf => Renegotiation.TryRead(Quote.Basket, out var id) ? id : null;

    /// <summary>Some of the accounts have been closed meanwhile: the offer is about all of them or nothing.</summary>
    public bool IsBroken => InsteadOf is null && Accounts.Any(a => a.Debt.Status is not DebtStatus.Open);

    public Basket Basket => new(Accounts[0].Debt, [.. Accounts.Skip(1).Select(a => a.Debt)], [], HasUnknown: false);

    /// <summary>Where another offer, or other dates, are chosen.</summary>
    public string OffersUrl => Url.Page(OffersPage, OffersRoute(Wish))!;

    private string OffersPage => InsteadOf is null ? "/Accounts/Offers" : "/Agreements/Renegotiate";

    /// <summary>Whether other dates can be asked for: only an offer of the policy has them.</summary>
    public bool MayChangeDates => Quote.Origin is QuoteOrigin.Policy;

    private DateWish? Wish => OfferKeys.WishIn(Quote.Key);

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var basket = await db.OfferQuotes.Where(q => q.Id == QuoteId).Select(q => q.Basket).SingleOrDefaultAsync(cancellation);
        var seen = basket is not null && Renegotiation.TryRead(basket, out var replaced)
            ? await seeMoney.ExecuteAsync(replaced, cancellation)
            : (MoneyInSight?)null;
        var evidence = new AcceptanceEvidence(HttpContext.ClientAddress(), Request.Headers.UserAgent.ToString(), debtor.SignInId);
        var outcome = await acceptOffer.ExecuteAsync(new(QuoteId, evidence, seen), debtor.Actor);

        if (outcome.Succeeded(out var agreement, out var refusal))
        {
            return RedirectToPage("/Agreements/Accepted", new { id = agreement.Id });
        }

        var answer = await ShowAsync();

        // Which of the accounts were closed is told by the page itself, with what is left to do.
        if (answer is PageResult && !IsBroken)
        {
            ModelState.AddModelError("", refusal.Message);
        }

        return answer;
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await db.OfferQuotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == QuoteId && q.DebtId == Id) is not { } quote)
        {
            return NotFound();
        }

        var ids = quote.Terms.Debts.Select(d => d.DebtId).ToList();
        var debts = await db.Debts.AsNoTracking().Where(d => d.CreditorId == quote.CreditorId && ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id);
        (Quote, Holder) = (quote, await db.HolderAsync(quote.CreditorId));
        Accounts = [.. quote.Terms.Debts.Select(share => (debts[share.DebtId], share))];

        if (InsteadOf is null && Accounts.All(a => a.Debt.Status is not DebtStatus.Open))
        {
            // A second click, or another device, was faster: the account says where it went.
            return RedirectToPage("/Accounts/Show", new { id = Id });
        }

        return quote.ValidUntil < Today && !IsBroken ? await ReplaceAsync(quote, ids) : Page();
    }

    private RouteValueDictionary OffersRoute(DateWish? wish) => InsteadOf is { } replaced ? DateForm.Route(replaced, wish) : Basket.Route(wish);

    private async Task<IActionResult> ReplaceAsync(OfferQuote old, IReadOnlyList<Id<Debt>> ids)
    {
        var outcome = InsteadOf is { } replaced
            ? await showOffersInstead.ExecuteAsync(new(replaced, Wish) { Key = old.Key }, debtor.Actor)
            : await showOffers.ExecuteAsync(new(ids, Wish) { Key = old.Key }, debtor.Actor);

        if (!outcome.Succeeded(out var shown, out _) || shown.Quotes is not [var fresh])
        {
            // The day that was wished for may have come too near by now.
            return RedirectToPage(OffersPage, OffersRoute(Wish is { DayOfMonth: { } day } ? new(DayOfMonth: day) : null));
        }

        (Old, Quote) = (old, fresh);
        return Page();
    }
}
