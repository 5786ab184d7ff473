using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Prepayments;

/// <summary>The Pix page of several instalments at once. What it shows is how things stand at each look.</summary>
public sealed class PayModel(AppDb db, PayPrepayment payPrepayment, CheckCharge checkCharge, PayInSandbox payInSandbox, QrSvg qr, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute(Name = "prepayment")]
    public Id<Prepayment> PrepaymentId { get; init; }

    [TempData]
    public string? Checked { get; set; }

    public Prepayment Prepayment { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public Charge? Charge { get; private set; }

    public GatewayAccount? Account { get; private set; }

    public Refusal? Problem { get; private set; }

    public PixCodeView Code => new(Charge!.PixCode!, qr.Of(Charge.PixCode!));

    public DateOnly Today => clock.Today;

    public bool HasCode => Charge?.IsPayable(clock.GetUtcNow()) == true;

    public bool CanSimulate => HasCode && Account?.Gateway is GatewayName.Sandbox;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } prepayment)
        {
            return NotFound();
        }

        (Prepayment, Holder) = (prepayment, await db.HolderAsync(prepayment.CreditorId));
        var outcome = await payPrepayment.ExecuteAsync(new(PrepaymentId, PaymentMethod.Pix), cancellation);

        if (outcome.Succeeded(out var charge, out var refusal))
        {
            Charge = charge;
            Account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == charge.GatewayAccountId, cancellation);
        }
        else if (refusal == PayPrepayment.Paid)
        {
            return RedirectToPage("/Agreements/Show", new { id = Id });
        }

        Problem = refusal;
        return Page();
    }

    /// <summary>One word for the page that waits.</summary>
    public async Task<IActionResult> OnGetStatusAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } prepayment)
        {
            return NotFound();
        }

        var ids = prepayment.Lines.Select(l => l.InstalmentId).ToList();
        var isPaid = !await db.Instalments.AnyAsync(i => ids.Contains(i.Id) && i.PaidAt == null, cancellation);
        return new JsonResult(new { state = isPaid ? "paid" : "waiting" });
    }

    public async Task<IActionResult> OnPostCheckAsync(Id<Charge> charge, CancellationToken cancellation)
    {
        var outcome = await checkCharge.ExecuteAsync(charge, cancellation);

        if (!outcome.Succeeded(out var seen, out _))
        {
            return NotFound();
        }

        if (seen.Status is not ChargeStatus.Paid)
        {
            Checked = "Não pague de novo. Se o dinheiro saiu da sua conta, ele costuma aparecer aqui em minutos, e nós continuamos olhando.";
        }

        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSimulateAsync(Id<Charge> charge)
    {
        var outcome = await payInSandbox.ExecuteAsync(new(charge, Amount: null));
        return outcome.Succeeded(out _, out _) ? RedirectToPage() : NotFound();
    }

    private Task<Prepayment?> FindAsync(CancellationToken cancellation) =>
        db.Prepayments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == PrepaymentId && p.AgreementId == Id, cancellation);
}
