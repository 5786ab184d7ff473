using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>Where the card's page sends people back. To be here proves nothing: the gateway is asked, and what it says is shown.</summary>
public sealed class CardReturnModel(AppDb db, PayDesk desk, CheckCharge checkCharge, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute]
    public int Number { get; init; }

    public InstalmentToPay ToPay { get; private set; } = null!;

    /// <summary>Something was paid and is not booked yet.</summary>
    public bool IsConfirming { get; private set; }

    public (string Url, string State) Watch { get; private set; }

    public IReadOnlyList<(string Term, string Value)> Facts => ToPay.Facts(null, clock.Today);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await desk.FindAsync(Id, Number, cancellation) is not { } before)
        {
            return NotFound();
        }

        var purpose = InstalmentPurpose.Of(before.Instalment.Id);
        var last = await db.Charges.AsNoTracking()
            .Where(c => c.Purpose == purpose && c.Method == PaymentMethod.Card).OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync(cancellation);

        if (!before.Instalment.IsPaid && last is not null && (await checkCharge.ExecuteAsync(last.Id, cancellation)).Succeeded(out var seen, out _))
        {
            last = seen;
        }

        ToPay = (await desk.FindAsync(Id, Number, cancellation))!;

        if (ToPay.Instalment.IsPaid)
        {
            return RedirectToPage("/Instalments/Receipt", new { id = Id, number = Number });
        }

        IsConfirming = last is { Status: ChargeStatus.Processing or ChargeStatus.Paid };
        Watch = (
            Url.Page("/Instalments/Status", new { id = Id, number = Number, charge = last?.Id })!, PixState.Of(last, ToPay.Instalment, clock.GetUtcNow()));
        return Page();
    }
}
