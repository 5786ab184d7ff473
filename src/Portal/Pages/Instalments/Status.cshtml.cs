using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>One word for the page that waits. Reads two rows and changes nothing.</summary>
public sealed class StatusModel(AppDb db, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Agreement> id, int number, Id<Charge>? charge)
    {
        var instalment = await db.Instalments.AsNoTracking().SingleOrDefaultAsync(i => i.AgreementId == id && i.Number == number);
        var asked = charge is null ? null : await db.Charges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == charge);

        return instalment is null ? NotFound() : new JsonResult(new { state = PixState.Of(asked, instalment, clock.GetUtcNow()) });
    }
}
