using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Agreements;

/// <summary>It is agreed, and nothing is paid yet. Bookmarked and opened later, it leads to how things stand.</summary>
public sealed class AcceptedModel(AppDb db, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    public Agreement Agreement { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id) is not { } agreement)
        {
            return NotFound();
        }

        if (agreement.Status is not AgreementStatus.Accepted)
        {
            return RedirectToPage("/Agreements/Show", new { id = Id });
        }

        (Agreement, Holder) = (agreement, await db.HolderAsync(agreement.CreditorId));
        return Page();
    }
}
