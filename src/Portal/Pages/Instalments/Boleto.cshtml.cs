using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>The boleto of one instalment: its line, its bars, until when. What it shows is how things stand at each look.</summary>
public sealed class BoletoModel(PayDesk desk, PayInstalment payInstalment, DebtorSession debtor, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute]
    public int Number { get; init; }

    /// <summary>What "Já paguei" found, said once.</summary>
    [TempData]
    public string? Checked { get; set; }

    public InstalmentToPay ToPay { get; private set; } = null!;

    public Charge? Charge { get; private set; }

    /// <summary>Null without a boleto; then <see cref="NotNow"/> says why.</summary>
    public GatewayAccount? Account { get; private set; }

    /// <summary>The line as a boleto; null when its check digits are wrong, as those of play money may be.</summary>
    public BoletoCode? Code { get; private set; }

    public NotNow NotNow { get; private set; } = null!;

    public bool IsPlayMoney => Account is { Mode: CreditorMode.Test } or { Gateway: GatewayName.Sandbox };

    public IReadOnlyList<(string Term, string Value)> Facts => Account is null
        ? ToPay.Facts(Charge, clock.Today)
        : [.. ToPay.Facts(Charge, clock.Today), ("Pague até", Charge!.ExpiresAt.Until(clock.Today)), ("Quem recebe", Account.BeneficiaryName)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await desk.FindAsync(Id, Number, cancellation) is not { } toPay)
        {
            return NotFound();
        }

        if (toPay.Instalment.IsPaid)
        {
            return RedirectToPage("/Instalments/Receipt", new { id = Id, number = Number });
        }

        ToPay = toPay;
        var outcome = await payInstalment.ExecuteAsync(new(Id, Number, PaymentMethod.Boleto), debtor.Actor, cancellation);

        if (outcome.Succeeded(out var charge, out var refusal) && charge.IsPayable(clock.GetUtcNow()))
        {
            Account = await desk.AccountOfAsync(charge, cancellation);
            Code = BoletoCode.TryParse(charge.BoletoLine, out var code) ? code : null;
        }

        Charge = charge;
        NotNow = new(
            refusal,
            (Url.Page("/Instalments/Status", new { id = Id, number = Number, charge = charge?.Id })!, PixState.Of(charge, ToPay.Instalment, clock.GetUtcNow())),
            Url.Page("/Instalments/Boleto", new { id = Id, number = Number })!);
        return Page();
    }
}
