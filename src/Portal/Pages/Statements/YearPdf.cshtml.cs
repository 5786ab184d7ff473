using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Statements;

/// <summary>The yearly statement as a file.</summary>
public sealed class YearPdfModel(ShowYearStatement showYearStatement) : PageModel
{
    public async Task<IActionResult> OnGetAsync(int year, Id<Creditor> creditor)
    {
        var outcome = await showYearStatement.ExecuteAsync(creditor, year);
        return outcome.Succeeded(out var paper, out _) ? File(paper.Content, "application/pdf", paper.FileName) : NotFound();
    }
}
