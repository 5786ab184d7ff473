using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>The Pix page. Its address never changes: what it shows is how things stand at each look.</summary>
public sealed class PayModel(PayDesk payDesk, PayInstalment payInstalment, PixDesk desk, DebtorSession debtor, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute]
    public int Number { get; init; }

    /// <summary>What "Já paguei" found, said once.</summary>
    [TempData]
    public string? Checked { get; set; }

    public InstalmentToPay ToPay { get; private set; } = null!;

    public PixView Pix { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await payDesk.FindAsync(Id, Number, cancellation) is not { } toPay)
        {
            return NotFound();
        }

        if (toPay.Instalment.IsPaid)
        {
            return RedirectToPage("/Instalments/Receipt", new { id = Id, number = Number });
        }

        ToPay = toPay;
        var outcome = await payInstalment.ExecuteAsync(new(Id, Number, PaymentMethod.Pix), debtor.Actor, cancellation);
        var (charge, account, problem, qr) = await desk.LookAsync(outcome, cancellation);
        var route = new { id = Id, number = Number };
        Pix = new(charge, account, problem, qr, clock.Today)
        {
            Facts = toPay.Facts(charge, clock.Today),
            Checked = Checked,
            Watch = (Url.Page("/Instalments/Status", new { id = Id, number = Number, charge = charge?.Id })!, PixState.Of(charge, toPay.Instalment, clock.GetUtcNow())),
            CheckUrl = Url.Page("/Instalments/Check", route)!,
            SimulateUrl = Url.Page("/Instalments/Simulate", route)!,
            Again = (Url.Page("/Instalments/Pay", route)!, "Tentar de novo"),
        };
        return Page();
    }
}
