using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/charges")]
public sealed class ChargesController(AppDb db) : ControllerBase
{
    /// <summary>One request for money and what became of it.</summary>
    [HttpGet("{id}")]
    [Scope("payments:read")]
    [ProducesResponseType<ChargeView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Charge> id) =>
        await db.Charges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is { } charge
            ? Ok(ChargeView.Of(charge))
            : this.Refuse(CheckCharge.NotFound);
}

/// <summary>A request for money at a gateway.</summary>
/// <param name="InstalmentId">What it pays for.</param>
/// <param name="PixCode">The "copia e cola"; null before the gateway has answered.</param>
/// <param name="BoletoLine">47 digits, for a boleto.</param>
/// <param name="CheckoutUrl">The gateway's own page, where a card is paid by or a boleto is printed.</param>
public sealed record ChargeView(
    Id<Charge> Id, Id<GatewayAccount> GatewayAccountId, PaymentMethod Method, ChargeStatus Status, Money Amount, Money Received, Id<Instalment>? InstalmentId,
    string? PixCode, string? BoletoLine, string? CheckoutUrl, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? PaidAt) : IRepresentation
{
    internal static ChargeView Of(Charge c) => new(
        c.Id, c.GatewayAccountId, c.Method, c.Status, c.Amount, c.Received, InstalmentPurpose.TryRead(c.Purpose, out var id) ? id : null,
        c.PixCode, c.BoletoLine, c.CheckoutUrl, c.CreatedAt, c.ExpiresAt, c.PaidAt);
}
