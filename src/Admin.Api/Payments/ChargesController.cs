using Admin.Api.Auth;
using Admin.Api.Debts;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/charges")]
public sealed class ChargesController(IShow<Charge> show) : ControllerBase
{
    /// <summary>One request for money and what became of it.</summary>
    [HttpGet("{id}")]
    [Scope("payments:read")]
    [ProducesResponseType<ChargeView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Charge> id) =>
        await show.FindAsync(id) is { } charge ? Ok(charge) : this.Refuse(CheckCharge.NotFound);
}

[ApiController]
[Route("v1/charges/{id}/moves")]
public sealed class ChargeMovesController(AppDb db, Pages pages) : ControllerBase
{
    /// <summary>Each move of a charge from one status to the next, newest first: what made us look, who, and when it was learnt.</summary>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<ChargeMoveView>>(200)]
    public async Task<IActionResult> ListAsync(Id<Charge> id, [FromQuery] PageQuery page) =>
        await db.Charges.AnyAsync(c => c.Id == id)
            ? await pages.OfAsync(page, db.ChargeMoves.AsNoTracking().Where(m => m.ChargeId == id), m => m.Id, m => ChargeMoveView.Of(m))
            : this.Refuse(CheckCharge.NotFound);
}

/// <summary>One move of a charge.</summary>
/// <param name="From">Null for the first.</param>
/// <param name="Cause">`Request`: a gateway answered what we asked of it; `Notice`: it called; `Poll`: we asked in our own time; `Reconciliation`: the day's statement; `Person`: somebody asked.</param>
/// <param name="Actor">Who moved it.</param>
/// <param name="Reference">What the gateway calls the money, or else the charge.</param>
/// <param name="FailureCode">The gateway's word for a no.</param>
public sealed record ChargeMoveView(
    Id<ChargeMove> Id, ChargeStatus? From, ChargeStatus To, MoveCause Cause, ActorView Actor, string? Reference, string? FailureCode, DateTimeOffset At)
{
    internal static ChargeMoveView Of(ChargeMove m) => new(m.Id, m.From, m.To, m.Cause, ActorView.Of(m.ActorKind, m.ActorId), m.Reference, m.FailureCode, m.At);
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
