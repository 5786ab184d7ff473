using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debts;
using Shared.Offers;

namespace Portal.Pages.Accounts;

/// <summary>Which other accounts of the same creditor go into one agreement with this one.</summary>
public sealed class JoinModel(AppDb db, QuoteOffers quoteOffers, FindIndexes findIndexes, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    /// <summary>The accounts that are ticked: ids in the address, or in the form.</summary>
    [BindProperty(Name = "com", SupportsGet = true)]
    public string[] With { get; set; } = [];

    /// <summary>The second button: every account there is.</summary>
    [BindProperty]
    public bool All { get; set; }

    public Basket Basket { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public IReadOnlyDictionary<Id<Debt>, Money> Balances { get; private set; } = new Dictionary<Id<Debt>, Money>();

    public bool MayTakeAll => Basket.Siblings.Count > 1 && Basket.Siblings.Count < QuoteOffers.MaxDebts;

    public bool IsTicked(Debt debt) => Basket.Others.Any(d => d.Id == debt.Id);

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await db.BasketAsync(Id, With) is not { } basket)
        {
            return NotFound();
        }

        var ids = All ? basket.Siblings.Select(d => d.Id).Prepend(Id).ToList() : basket.Ids;
        var outcome = await quoteOffers.ExecuteAsync(new QuoteOffers.Request(ids));
        var refusal = outcome.Succeeded(out _, out var no) ? null : no;

        if (ids.Count > 1 && (All || !basket.HasUnknown) && refusal != QuoteOffers.TooMany && refusal != QuoteOffers.NotOpen)
        {
            return RedirectToPage("/Accounts/Offers", Basket.RouteOf(ids));
        }

        ModelState.Clear();
        ModelState.AddModelError("com", ids.Count == 1 && !basket.HasUnknown
            ? "Marque pelo menos uma conta para juntar."
            : refusal == QuoteOffers.TooMany ? $"{refusal.Message} Desmarque algumas."
            : "Uma das contas marcadas já tem um acordo ou já foi encerrada. Confira as que ficaram.");
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await db.BasketAsync(Id, With) is not { } basket)
        {
            return NotFound();
        }

        if (basket.First.Status is not DebtStatus.Open)
        {
            return RedirectToPage("/Accounts/Show", new { id = Id });
        }

        var indexes = await findIndexes.ExecuteAsync();
        (Basket, Holder) = (basket, await db.HolderAsync(basket.First.CreditorId));
        Balances = basket.Siblings.Append(basket.First).ToDictionary(d => d.Id, d => d.BalanceOn(clock.Today, indexes).Total);
        return Page();
    }
}
