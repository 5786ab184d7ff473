using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debts;
using Shared.Offers;

namespace Portal.Pages.Accounts;

/// <summary>The ways out of one account, side by side; none comes chosen.</summary>
public sealed class OffersModel(AppDb db, DebtorSession debtor, ShowOffers showOffers, FindIndexes findIndexes, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    [BindProperty]
    public Id<OfferQuote>? Offer { get; set; }

    public Debt Debt { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public Money Balance { get; private set; }

    public IReadOnlyList<OfferQuote> Offers { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (Offer is { } chosen)
        {
            return RedirectToPage("/Accounts/Review", new { id = Id, proposta = chosen });
        }

        ModelState.Clear();
        ModelState.AddModelError(nameof(Offer), "Escolha uma proposta para continuar.");
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == Id) is not { } debt)
        {
            return NotFound();
        }

        var outcome = await showOffers.ExecuteAsync(Id, debtor.Actor);

        if (!outcome.Succeeded(out var offers, out var refusal) && (refusal == QuoteOffers.NotFound || refusal == QuoteOffers.NotOpen))
        {
            // Paid, withdrawn or already agreed: the account itself says which.
            return RedirectToPage("/Accounts/Show", new { id = Id });
        }

        // Any other refusal is between the creditor and the law: the debtor sees that there is no offer.
        (Debt, Offers, Balance) = (debt, offers ?? [], debt.BalanceOn(Today, await findIndexes.ExecuteAsync()).Total);
        Holder = await db.HolderAsync(debt.CreditorId);
        return Page();
    }
}
