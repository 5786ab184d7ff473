using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>"Já paguei": has the bank look now. The Pix page then says how things stand.</summary>
public sealed class CheckModel(CheckCharge checkCharge) : PageModel
{
    [TempData]
    public string? Checked { get; set; }

    public IActionResult OnGet(Id<Agreement> id, int number) => Back(id, number);

    public async Task<IActionResult> OnPostAsync(Id<Agreement> id, int number, Id<Charge> charge, CancellationToken cancellation)
    {
        var outcome = await checkCharge.ExecuteAsync(charge, cancellation);

        if (!outcome.Succeeded(out var seen, out _))
        {
            return NotFound();
        }

        if (seen.Status is not ChargeStatus.Paid)
        {
            Checked = PixView.NotYet;
        }

        return Back(id, number);
    }

    private RedirectToPageResult Back(Id<Agreement> id, int number) => RedirectToPage("/Instalments/Pay", new { id, number });
}
