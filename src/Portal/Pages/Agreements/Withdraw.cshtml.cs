using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Agreements;

/// <summary>Stepping back while nothing was paid: what it changes, then one deliberate act.</summary>
public sealed class WithdrawModel(
    AppDb db, DebtorSession debtor, SeeMoneyOfAgreement seeMoney, CancelAgreement cancelAgreement, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    public Agreement Agreement { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public DateOnly LastDay => CancelAgreement.LastDayToWithdraw(Agreement);

    public bool MayWithdraw => Agreement.Status is AgreementStatus.Accepted && Today <= LastDay;

    public DateOnly Today => clock.Today;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var seen = await seeMoney.ExecuteAsync(Id, cancellation);
        var outcome = await cancelAgreement.ExecuteAsync(new(Id, CancelReason.Withdrawal, seen), debtor.Actor);

        if (outcome.Succeeded(out _, out var refusal))
        {
            return RedirectToPage("/Agreements/Show", new { id = Id });
        }

        ModelState.AddModelError("", refusal.Message);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id) is not { } agreement)
        {
            return NotFound();
        }

        // The second of two clicks: the agreement itself says what became of it.
        if (agreement.Status is AgreementStatus.Cancelled)
        {
            return RedirectToPage("/Agreements/Show", new { id = Id });
        }

        (Agreement, Holder) = (agreement, await db.HolderAsync(agreement.CreditorId));
        return Page();
    }
}
