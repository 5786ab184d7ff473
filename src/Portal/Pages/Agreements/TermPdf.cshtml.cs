using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Documents;

namespace Portal.Pages.Agreements;

/// <summary>The term as a file.</summary>
public sealed class TermPdfModel(ShowTerm showTerm) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Agreement> id)
    {
        var outcome = await showTerm.ExecuteAsync(id);
        return outcome.Succeeded(out var paper, out _) ? File(paper.Content, "application/pdf", paper.FileName) : NotFound();
    }
}
