using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>The Pix page. Its address never changes: what it shows is how things stand at each look.</summary>
public sealed class PayModel(AppDb db, PayInstalment payInstalment, PixDesk desk, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute]
    public int Number { get; init; }

    /// <summary>What "Já paguei" found, said once.</summary>
    [TempData]
    public string? Checked { get; set; }

    public Instalment Instalment { get; private set; } = null!;

    /// <summary>What is owed on it today, what lateness adds apart.</summary>
    public InstalmentDue Due { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public PixView Pix { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var plan = await db.PlanAsync(Id, clock.Today, cancellation: cancellation);

        if (plan?.Find(Number) is not { } line)
        {
            return NotFound();
        }

        if (line.Instalment.IsPaid)
        {
            return RedirectToPage("/Instalments/Receipt", new { id = Id, number = Number });
        }

        (Instalment, Due, Holder) = (line.Instalment, line.Due, await db.HolderAsync(line.Instalment.CreditorId));
        var outcome = await payInstalment.ExecuteAsync(new(Id, Number, PaymentMethod.Pix), cancellation);
        var (charge, account, problem, qr) = await desk.LookAsync(outcome, cancellation);
        var route = new { id = Id, number = Number };
        Pix = new(charge, account, problem, qr, clock.Today)
        {
            Facts = [("Valor", $"{charge?.Amount ?? Due.Total}"), .. FactsOf(plan.PlaceOf(Instalment))],
            Checked = Checked,
            Watch = (Url.Page("/Instalments/Status", new { id = Id, number = Number, charge = charge?.Id })!, PixState.Of(charge, Instalment, clock.GetUtcNow())),
            CheckUrl = Url.Page("/Instalments/Check", route)!,
            SimulateUrl = Url.Page("/Instalments/Simulate", route)!,
            Again = (Url.Page("/Instalments/Pay", route)!, "Tentar de novo"),
        };
        return Page();
    }

    private IEnumerable<(string Term, string Value)> FactsOf(InstalmentPlace place)
    {
        var half = place.Half is { } nth ? $", {nth}ª parte" : "";
        yield return ("Parcela", $"{place.Number} de {place.Count}{half} · {Holder.Name}");
        yield return ("Vencimento", Instalment.DueOn.Near(clock.Today));

        if (Due.IsLate)
        {
            yield return ("Valor da parcela", $"{Due.Outstanding}");
            yield return ($"Multa e juros de {Due.DaysLate.Count("dia", "dias")} de atraso", $"{Due.LateCharges}");
        }
    }
}
