using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>Plays the bank app at the sandbox bank. Answers 404 wherever that bank is closed.</summary>
public sealed class SimulateModel(PayInSandbox payInSandbox) : PageModel
{
    public IActionResult OnGet(Id<Agreement> id, int number) => RedirectToPage("/Instalments/Pay", new { id, number });

    public async Task<IActionResult> OnPostAsync(Id<Agreement> id, int number, Id<Charge> charge, PaymentMethod way = PaymentMethod.Pix)
    {
        var outcome = await payInSandbox.ExecuteAsync(new(charge, Amount: null));
        return outcome.Succeeded(out _, out _) ? RedirectToPage(way is PaymentMethod.Boleto ? "/Instalments/Boleto" : "/Instalments/Pay", new { id, number }) : NotFound();
    }
}
