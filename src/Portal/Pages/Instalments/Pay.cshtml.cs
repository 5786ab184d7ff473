using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>The Pix page. Its address never changes: what it shows is how things stand at each look.</summary>
public sealed class PayModel(AppDb db, PayInstalment payInstalment, QrSvg qr, TimeProvider clock) : PageModel
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

    /// <summary>"2 de 3", and which half of it where it was split.</summary>
    public string Place { get; private set; } = "";

    public Holder Holder { get; private set; } = null!;

    public Charge? Charge { get; private set; }

    public GatewayAccount? Account { get; private set; }

    /// <summary>Why there is no code to pay.</summary>
    public Refusal? Problem { get; private set; }

    public PixCodeView Code => new(Charge!.PixCode!, qr.Of(Charge.PixCode!));

    public DateOnly Today => clock.Today;

    public bool HasCode => Charge?.IsPayable(clock.GetUtcNow()) == true;

    public string State => PixState.Of(Charge, Instalment, clock.GetUtcNow());

    public bool CanSimulate => HasCode && Account?.Gateway is GatewayName.Sandbox;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var plan = await db.PlanAsync(Id, Today, cancellation: cancellation);

        if (plan?.Find(Number) is not { } line)
        {
            return NotFound();
        }

        if (line.Instalment.IsPaid)
        {
            return RedirectToPage("/Instalments/Receipt", new { id = Id, number = Number });
        }

        (Instalment, Due, Holder) = (line.Instalment, line.Due, await db.HolderAsync(line.Instalment.CreditorId));
        var place = plan.PlaceOf(Instalment);
        Place = $"{place.Number} de {place.Count}" + (place.Half is { } half ? $", {half}ª parte" : "");
        var outcome = await payInstalment.ExecuteAsync(new(Id, Number, PaymentMethod.Pix), cancellation);

        if (outcome.Succeeded(out var charge, out var refusal))
        {
            Charge = charge;
            Account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == charge.GatewayAccountId, cancellation);
        }

        Problem = refusal;
        return Page();
    }
}
