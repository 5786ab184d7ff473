using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Documents;

namespace Portal.Pages.Instalments;

/// <summary>The receipt as a file.</summary>
public sealed class ReceiptPdfModel(ShowReceipt showReceipt) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Agreement> id, int number)
    {
        var outcome = await showReceipt.ExecuteAsync(id, number);
        return outcome.Succeeded(out var paper, out _) ? File(paper.Content, "application/pdf", paper.FileName) : NotFound();
    }
}
