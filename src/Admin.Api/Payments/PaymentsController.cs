using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/payments")]
public sealed class PaymentsController(AppDb db, Pages pages) : ControllerBase
{
    public static readonly Refusal Missing = new("payment-not-found", "Não encontramos este pagamento.");

    /// <summary>Money that arrived, newest first.</summary>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<PaymentView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] Id<Charge>? chargeId)
    {
        var payments = db.Payments.AsNoTracking();
        payments = chargeId is { } charge ? payments.Where(p => p.ChargeId == charge) : payments;
        return pages.OfAsync(page, payments, p => p.Id, PaymentView.Of);
    }

    /// <summary>One payment.</summary>
    [HttpGet("{id}")]
    [Scope("payments:read")]
    [ProducesResponseType<PaymentView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Payment> id) =>
        await db.Payments.AsNoTracking().Where(p => p.Id == id).Select(PaymentView.Of).SingleOrDefaultAsync() is { } payment
            ? Ok(payment)
            : this.Refuse(Missing);
}

/// <summary>Money that arrived, as the gateway told it.</summary>
/// <param name="ExternalId">The gateway's name for it: the E2E id of a Pix.</param>
public sealed record PaymentView(
    Id<Payment> Id, Id<Charge> ChargeId, Id<GatewayAccount> GatewayAccountId, string ExternalId, Money Amount, DateTimeOffset PaidAt, DateTimeOffset LearntAt)
    : IRepresentation
{
    internal static readonly Expression<Func<Payment, PaymentView>> Of = p => new(
        p.Id, p.ChargeId, p.GatewayAccountId, p.ExternalId, p.Amount, p.PaidAt, p.LearntAt);
}
