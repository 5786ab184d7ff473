using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Offers;

namespace Portal.Pages.Agreements;

/// <summary>Offers that would take the place of a late or undone agreement. Nothing ends before a new one is accepted.</summary>
public sealed class RenegotiateModel(AppDb db, DebtorSession debtor, ShowOffersInstead showOffers, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromQuery(Name = DateForm.FirstField)]
    public string? First { get; init; }

    [FromQuery(Name = DateForm.DayField)]
    public string? Day { get; init; }

    [BindProperty]
    public Id<OfferQuote>? Offer { get; set; }

    public AgreementPlan Plan { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public IReadOnlyList<OfferQuote> Offers { get; private set; } = [];

    public DateForm? Dates { get; private set; }

    /// <summary>Why there is nothing to choose from.</summary>
    public Refusal? Problem { get; private set; }

    public DateOnly Today => clock.Today;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (Offer is { } chosen && await db.OfferQuotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == chosen) is { } quote)
        {
            return RedirectToPage("/Accounts/Review", new { id = quote.DebtId, proposta = chosen });
        }

        ModelState.Clear();
        ModelState.AddModelError(nameof(Offer), "Escolha uma proposta para continuar.");
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await db.PlanAsync(Id, Today) is not { } plan)
        {
            return NotFound();
        }

        (Plan, Holder) = (plan, await db.HolderAsync(plan.Agreement.CreditorId));
        var outcome = await DateForm.ShowAsync(First, Day, ModelState, wish => showOffers.ExecuteAsync(new(Id, wish), debtor.Actor));

        if (!outcome.Succeeded(out var found, out var refusal))
        {
            Problem = refusal;
            return Page();
        }

        Offers = found.Shown.Quotes;
        Dates = found.Form(Today, [], Url.Page("/Agreements/Renegotiate", new { id = Id })!);
        return Page();
    }
}
