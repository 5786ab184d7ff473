using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>"Já paguei": has the bank look now. The page it came from then says how things stand.</summary>
public sealed class CheckModel(CheckCharge checkCharge) : PageModel
{
    private const string BoletoNotYet = "Não pague de novo. Um boleto pago leva até 2 dias úteis para aparecer aqui, e nós continuamos olhando.";

    [TempData]
    public string? Checked { get; set; }

    public IActionResult OnGet(Id<Agreement> id, int number) => Back(id, number, PaymentMethod.Pix);

    public async Task<IActionResult> OnPostAsync(Id<Agreement> id, int number, Id<Charge> charge, CancellationToken cancellation)
    {
        var outcome = await checkCharge.ExecuteAsync(charge, cancellation);

        if (!outcome.Succeeded(out var seen, out _))
        {
            return NotFound();
        }

        if (seen.Status is not ChargeStatus.Paid)
        {
            Checked = seen.Method is PaymentMethod.Boleto ? BoletoNotYet : PixView.NotYet;
        }

        return Back(id, number, seen.Method);
    }

    private RedirectToPageResult Back(Id<Agreement> id, int number, PaymentMethod method) => RedirectToPage(method.PayPage, new { id, number });
}
