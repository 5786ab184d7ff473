using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Agreements;

/// <summary>What was agreed, as a page; the PDF beside it is the same, byte for byte as it was accepted.</summary>
public sealed class TermModel(AppDb db) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    public Agreement Agreement { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id) is not { } agreement)
        {
            return NotFound();
        }

        (Agreement, Holder) = (agreement, await db.HolderAsync(agreement.CreditorId));
        return Page();
    }
}
