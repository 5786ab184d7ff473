using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debts;
using Shared.Offers;

namespace Portal.Pages.Accounts;

/// <summary>The ways out of one account, or of several at one creditor together, side by side; none comes chosen.</summary>
public sealed class OffersModel(AppDb db, DebtorSession debtor, ShowOffers showOffers, FindIndexes findIndexes, Vault vault, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    /// <summary>The accounts that go into the same agreement.</summary>
    [FromQuery(Name = "com")]
    public string[] With { get; init; } = [];

    [FromQuery(Name = DateForm.FirstField)]
    public string? First { get; init; }

    [FromQuery(Name = DateForm.DayField)]
    public string? Day { get; init; }

    [BindProperty]
    public Id<OfferQuote>? Offer { get; set; }

    public Basket Basket { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    /// <summary>What is owed today on each account.</summary>
    public IReadOnlyList<(Debt Debt, Money Balance)> Accounts { get; private set; } = [];

    public Money Balance => Accounts.Select(a => a.Balance).Total();

    public IReadOnlyList<OfferQuote> Offers { get; private set; } = [];

    public DateForm? Dates { get; private set; }

    /// <summary>Why these accounts do not go together.</summary>
    public Refusal? Problem { get; private set; }

    /// <summary>Offers that are theirs alone: answers to proposals, and what staff offers.</summary>
    public IReadOnlyList<Answer> Answers { get; private set; } = [];

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
        if (await db.BasketAsync(Id, With) is not { } basket)
        {
            return NotFound();
        }

        if (basket.First.Status is not DebtStatus.Open)
        {
            // Paid, withdrawn or already agreed: the account itself says which.
            return RedirectToPage("/Accounts/Show", new { id = Id });
        }

        var indexes = await findIndexes.ExecuteAsync();
        (Basket, Holder) = (basket, await db.HolderAsync(basket.First.CreditorId));
        Accounts = [.. basket.All.Select(d => (d, d.BalanceOn(Today, indexes).Total))];
        Answers = basket.IsJoint ? [] : await db.AnswersAsync(Id, clock.GetUtcNow(), vault);
        var outcome = await OffersAsync(basket);

        if (outcome.Succeeded(out var found, out var refusal))
        {
            Offers = found.Shown.Quotes;
            Dates = found.Form(Today, [.. basket.Others.Select(d => d.Id.ToString())], Url.Page("/Accounts/Offers", basket.Route())!);
        }

        // Another refusal is between the creditor and the law: the debtor sees that there is no offer.
        Problem = basket.IsJoint && IsAboutTheChoice(refusal) ? refusal : null;
        return Page();
    }

    private async Task<Outcome<DatedOffers>> OffersAsync(Basket basket) => basket.HasUnknown
        ? QuoteOffers.NotFound
        : await DateForm.ShowAsync(First, Day, ModelState, wish => showOffers.ExecuteAsync(new(basket.Ids, wish), debtor.Actor));

    private static bool IsAboutTheChoice(Refusal? refusal) =>
        refusal == QuoteOffers.NotFound || refusal == QuoteOffers.NotOpen || refusal == QuoteOffers.NotJoinable || refusal == QuoteOffers.TooMany;
}
