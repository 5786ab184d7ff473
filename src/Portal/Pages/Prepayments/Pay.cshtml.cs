using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Prepayments;

/// <summary>The Pix page of several instalments at once. What it shows is how things stand at each look.</summary>
public sealed class PayModel(
    AppDb db, PayPrepayment payPrepayment, CheckCharge checkCharge, PayInSandbox payInSandbox, PixDesk desk, DebtorSession debtor, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute(Name = "prepayment")]
    public Id<Prepayment> PrepaymentId { get; init; }

    [TempData]
    public string? Checked { get; set; }

    public Holder Holder { get; private set; } = null!;

    public PixView Pix { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } prepayment)
        {
            return NotFound();
        }

        Holder = await db.HolderAsync(prepayment.CreditorId);
        var outcome = await payPrepayment.ExecuteAsync(new(PrepaymentId, PaymentMethod.Pix), debtor.Actor, cancellation);
        var (charge, account, problem, qr) = await desk.LookAsync(outcome, cancellation);

        if (problem == PayPrepayment.Paid)
        {
            return RedirectToPage("/Agreements/Show", new { id = Id });
        }

        var route = new { id = Id, prepayment = PrepaymentId };
        Pix = new(charge, account, problem, qr, clock.Today)
        {
            Facts = [("Valor", $"{prepayment.ToPay}"), .. FactsOf(prepayment)],
            Checked = Checked,
            Watch = (Url.Page("/Prepayments/Pay", "Status", route)!, "waiting"),
            CheckUrl = Url.Page("/Prepayments/Pay", "Check", route)!,
            SimulateUrl = Url.Page("/Prepayments/Pay", "Simulate", route)!,
            Again = (Url.Page("/Prepayments/New", new { id = Id })!, "Ver o valor de agora"),
        };
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
            Checked = PixView.NotYet;
        }

        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSimulateAsync(Id<Charge> charge)
    {
        var outcome = await payInSandbox.ExecuteAsync(new(charge, Amount: null));
        return outcome.Succeeded(out _, out _) ? RedirectToPage() : NotFound();
    }

    private IEnumerable<(string Term, string Value)> FactsOf(Prepayment prepayment)
    {
        yield return ("O que você paga", $"{prepayment.Lines.Count.Count("parcela", "parcelas")} · {Holder.Name}");

        if (!prepayment.Price.Rebate.IsZero)
        {
            yield return ("Juros que você deixa de pagar", $"{prepayment.Price.Rebate}");
        }
    }

    private Task<Prepayment?> FindAsync(CancellationToken cancellation) =>
        db.Prepayments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == PrepaymentId && p.AgreementId == Id, cancellation);
}
