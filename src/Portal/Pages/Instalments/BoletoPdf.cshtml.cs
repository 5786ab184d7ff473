using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Instalments;

/// <summary>The slip of the open boleto as a file. Where none is open any more, its page says how things stand.</summary>
public sealed class BoletoPdfModel(ShowBoleto showBoleto) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Agreement> id, int number)
    {
        var outcome = await showBoleto.ExecuteAsync(id, number);
        return outcome.Succeeded(out var paper, out var refusal) ? File(paper.Content, "application/pdf", paper.FileName)
            : refusal == ShowBoleto.NoSlip ? RedirectToPage("/Instalments/Boleto", new { id, number })
            : NotFound();
    }
}
