using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;
using Shared.Payments;

namespace Portal.Pages.Accounts;

/// <summary>Says everything once more before the one deliberate act.</summary>
public sealed class ReviewModel(
    AppDb db, DebtorSession debtor, ShowOffers showOffers, AcceptOffer acceptOffer, SeeMoneyOfAgreement seeMoney, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    [FromQuery(Name = "proposta")]
    public Id<OfferQuote> QuoteId { get; init; }

    public OfferQuote Quote { get; private set; } = null!;

    /// <summary>What was chosen, when it no longer holds and <see cref="Quote"/> took its place.</summary>
    public OfferQuote? Old { get; private set; }

    public Debt Debt { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>The agreement that ends when this offer is accepted, when there is one.</summary>
    public Id<Agreement>? InsteadOf => Renegotiation.TryRead(Quote.Basket, out var id) ? id : null;

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

        ModelState.AddModelError("", refusal.Message);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        var quote = await db.OfferQuotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == QuoteId && q.DebtId == Id);
        var debt = await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == Id);

        if (quote is null || debt is null)
        {
            return NotFound();
        }

        if (debt.Status is not DebtStatus.Open && !Renegotiation.TryRead(quote.Basket, out _))
        {
            // A second click, or another device, was faster: the account says where it went.
            return RedirectToPage("/Accounts/Show", new { id = Id });
        }

        (Debt, Quote, Holder) = (debt, quote, await db.HolderAsync(debt.CreditorId));
        return quote.ValidUntil < Today ? await ReplaceAsync(quote) : Page();
    }

    private async Task<IActionResult> ReplaceAsync(OfferQuote old)
    {
        var outcome = await showOffers.ExecuteAsync(Id, debtor.Actor);

        if (!outcome.Succeeded(out var offers, out _) || offers.FirstOrDefault(o => o.Key == old.Key) is not { } fresh)
        {
            return RedirectToPage("/Accounts/Offers", new { id = Id });
        }

        (Old, Quote) = (old, fresh);
        return Page();
    }
}
