using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Agreements;

/// <summary>The term of settlement as a file; before there is one, the page that says when it will come.</summary>
public sealed class SettlementPdfModel(ShowSettlement showSettlement) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Agreement> id)
    {
        var outcome = await showSettlement.ExecuteAsync(id);

        if (outcome.Succeeded(out var settlement, out var refusal))
        {
            return File(settlement.Paper.Content, "application/pdf", settlement.Paper.FileName);
        }

        return refusal == ShowSettlement.NotSettled ? RedirectToPage("/Agreements/Settlement", new { id }) : NotFound();
    }
}
