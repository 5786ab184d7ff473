using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debts;
using Shared.Offers;

namespace Portal.Pages.Accounts;

/// <summary>"Quanto cabe no seu bolso por mês?": an amount in, the offers that fit out. What is typed stays in this request.</summary>
public sealed class AffordModel(AppDb db, DebtorSession debtor, QuoteOffers quoteOffers, ShowOffers showOffers, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    /// <summary>The accounts that go into the same agreement.</summary>
    [FromQuery(Name = "com")]
    public string[] With { get; init; } = [];

    [BindProperty]
    public string? Monthly { get; set; }

    /// <summary>Of the month, for the instalments.</summary>
    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public string? Income { get; set; }

    [BindProperty]
    public string? Needs { get; set; }

    /// <summary>The button "Hoje não sobra nada".</summary>
    [BindProperty]
    public bool Nothing { get; set; }

    /// <summary>That one of the offers below is being chosen, and which.</summary>
    [BindProperty]
    public bool Choosing { get; set; }

    [BindProperty]
    public Id<OfferQuote>? Offer { get; set; }

    public Basket Basket { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public DateChoice Dates { get; private set; } = null!;

    public int? DayOfMonth => DateForm.DayOf(Day);

    /// <summary>Null until an amount was told that can be read.</summary>
    public Budget? Budget { get; private set; }

    /// <summary>What fits; null until it was asked for.</summary>
    public ShownOffers? Shown { get; private set; }

    public IReadOnlyList<OfferQuote> Fitting => Shown is null || Budget is null ? [] : Budget.InOrder(Shown.Quotes);

    /// <summary>Whether the creditor offers anything at all now.</summary>
    public bool HasOffers { get; private set; }

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await ReadAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Choosing && Offer is { } chosen)
        {
            return RedirectToPage("/Accounts/Review", new { id = Id, proposta = chosen });
        }

        ModelState.Clear();
        var budget = Nothing ? new Budget(Money.Zero, null, null) : new Budget(
            ModelState.AmountOf(nameof(Monthly), Monthly), ModelState.AmountOf(nameof(Income), Income), ModelState.AmountOf(nameof(Needs), Needs));
        Check(budget);

        if (!ModelState.IsValid)
        {
            return Page();
        }

        Budget = budget;

        if (!budget.IsNothing && HasOffers)
        {
            var wish = DayOfMonth is { } day ? new DateWish(DayOfMonth: day) : null;
            var outcome = await showOffers.ExecuteAsync(new(Basket.Ids, wish, MostAMonth: budget.Limit), debtor.Actor);
            Shown = outcome.Succeeded(out var shown, out _) ? shown : null;
        }

        if (Choosing && Fitting.Count > 0)
        {
            ModelState.AddModelError(nameof(Offer), "Escolha uma proposta para continuar.");
        }

        return Page();
    }

    private async Task<IActionResult?> ReadAsync()
    {
        if (await db.BasketAsync(Id, With) is not { } basket)
        {
            return NotFound();
        }

        var outcome = await quoteOffers.ExecuteAsync(new QuoteOffers.Request(basket.Ids));
        var isQuoted = outcome.Succeeded(out var result, out var refusal);

        if (basket.HasUnknown || refusal == QuoteOffers.NotOpen || refusal == QuoteOffers.NotJoinable || refusal == QuoteOffers.TooMany)
        {
            // The page of the offers says what is wrong with the choice of accounts, and what to do.
            return RedirectToPage("/Accounts/Offers", new { id = Id, com = With });
        }

        (Basket, Holder) = (basket, await db.HolderAsync(basket.First.CreditorId));
        HasOffers = isQuoted && result!.Offers.Count > 0;
        Dates = HasOffers ? result!.Dates(Today) : new(Today, Today, []);
        return null;
    }

    private void Check(Budget budget)
    {
        if (ModelState.IsValid && budget.Limit is null)
        {
            ModelState.AddModelError(nameof(Monthly), "Diga quanto cabe por mês. Se não souber, faça a conta mais abaixo.");
        }

        if (!string.IsNullOrWhiteSpace(Day) && !(DayOfMonth is { } day && Dates.DueDays.Contains(day)))
        {
            ModelState.AddModelError(nameof(Day), "Escolha um dos dias da lista.");
        }
    }
}
