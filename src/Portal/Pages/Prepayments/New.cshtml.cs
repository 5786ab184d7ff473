using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Prepayments;

/// <summary>Paying ahead, or several at once: which, what it costs today and what it saves; then the code (CDC, art. 52 §2).</summary>
public sealed class NewModel(AppDb db, DebtorSession debtor, AskPrepayment askPrepayment, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromQuery(Name = "parcela")]
    public int[] Numbers { get; init; } = [];

    public AgreementPlan Plan { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    /// <summary>What the chosen ones cost today; null until some are chosen.</summary>
    public PrepaymentPrice? Price { get; private set; }

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Money expected)
    {
        var outcome = await askPrepayment.ExecuteAsync(new(Id, Numbers, expected), debtor.Actor);

        if (outcome.Succeeded(out var prepayment, out var refusal))
        {
            return RedirectToPage("/Prepayments/Pay", new { id = Id, prepayment = prepayment.Id });
        }

        ModelState.AddModelError("", refusal.Message);
        return await ReadAsync() ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync()
    {
        if (await db.PlanAsync(Id, Today) is not { } plan)
        {
            return false;
        }

        (Plan, Holder) = (plan, await db.HolderAsync(plan.Agreement.CreditorId));
        Price = Numbers.Length > 0 && AskPrepayment.Against(plan, Numbers) is null ? PrepaymentPrice.Of(plan, Numbers) : null;
        return true;
    }
}
