using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>The way to the page where a card is paid by. That page is not ours, and no card number ever comes here.</summary>
public sealed class CardModel(PayDesk desk, PayInstalment payInstalment, DebtorSession debtor, IConfiguration configuration, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute]
    public int Number { get; init; }

    public InstalmentToPay ToPay { get; private set; } = null!;

    public Charge? Charge { get; private set; }

    /// <summary>Where the card is paid by; null without, and then <see cref="NotNow"/> says why.</summary>
    public string? CheckoutUrl { get; private set; }

    public NotNow NotNow { get; private set; } = null!;

    public IReadOnlyList<(string Term, string Value)> Facts => ToPay.Facts(Charge, clock.Today);

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
        var outcome = await payInstalment.ExecuteAsync(new(Id, Number, PaymentMethod.Card, ReturnUrl()), debtor.Actor, cancellation);
        CheckoutUrl = outcome.Succeeded(out var charge, out var refusal) && charge.IsPayable(clock.GetUtcNow()) ? charge.CheckoutUrl : null;
        Charge = charge;
        NotNow = new(
            refusal,
            (Url.Page("/Instalments/Status", new { id = Id, number = Number, charge = charge?.Id })!, PixState.Of(charge, ToPay.Instalment, clock.GetUtcNow())),
            Url.Page("/Instalments/Card", new { id = Id, number = Number })!);
        return Page();
    }

    // From the configuration and never from the request: whoever asks must not choose where a payer is sent.
    private Uri ReturnUrl() => new(configuration.GetValue<Uri>("Portal:PublicUrl")!, Url.Page("/Instalments/CardReturn", new { id = Id, number = Number })!);
}
