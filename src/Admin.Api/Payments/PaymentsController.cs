using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/payments")]
public sealed class PaymentsController(AppDb db, Pages pages, IShow<Payment> show) : ControllerBase
{
    /// <summary>Money that arrived, newest first.</summary>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<PaymentView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] Id<Charge>? chargeId, [FromQuery] PaymentFlags? flag)
    {
        var payments = db.Payments.AsNoTracking();
        payments = flag switch
        {
            null => payments,
            PaymentFlags.None => payments.Where(p => p.Flags == PaymentFlags.None),
            { } marked => payments.Where(p => (p.Flags & marked) == marked),
        };
        payments = chargeId is { } charge ? payments.Where(p => p.ChargeId == charge) : payments;
        return pages.OfAsync(page, payments, p => p.Id, PaymentView.Of(db));
    }

    /// <summary>One payment.</summary>
    [HttpGet("{id}")]
    [Scope("payments:read")]
    [ProducesResponseType<PaymentView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Payment> id) =>
        await show.FindAsync(id) is { } payment ? Ok(payment) : this.Refuse(RefundPayment.NotFound);
}

/// <summary>Money that arrived, as the gateway told it.</summary>
/// <param name="ExternalId">The gateway's name for it: the E2E id of a Pix.</param>
/// <param name="Flags">What was unusual about it: paid late, after its code was taken back, too little, too much, twice, by somebody else.</param>
/// <param name="Left">What was neither given back, nor is on its way back, nor was taken back by a bank.</param>
public sealed record PaymentView(
    Id<Payment> Id, Id<Charge> ChargeId, Id<GatewayAccount> GatewayAccountId, string ExternalId, Money Amount, DateTimeOffset PaidAt, DateTimeOffset LearntAt,
    IEnumerable<PaymentFlags> Flags, Money Left, IEnumerable<PaymentRefundView> Refunds, IEnumerable<DisputeView> Disputes)
    : IRepresentation
{
    internal static Expression<Func<Payment, PaymentView>> Of(AppDb db)
    {
        var (refunds, disputes) = (db.Refunds.AsNoTracking(), db.Disputes.AsNoTracking());
        return p => new(
            p.Id, p.ChargeId, p.GatewayAccountId, p.ExternalId, p.Amount, p.PaidAt, p.LearntAt, p.Flags.List(),
            Money.OfCents(p.Amount.Cents
                - refunds.Where(r => r.PaymentId == p.Id && !Refund.Void.Contains(r.Status)).Sum(r => r.Amount.Cents)
                - disputes.Where(d => d.PaymentId == p.Id && d.Status == DisputeStatus.Taken).Sum(d => d.Amount.Cents)),
            refunds.Where(r => r.PaymentId == p.Id).OrderBy(r => r.Number)
                .Select(r => new PaymentRefundView(r.Id, r.Amount, r.Status, r.RequestedAt, r.SucceededAt)).ToList(),
            disputes.Where(d => d.PaymentId == p.Id).OrderBy(d => d.Id)
                .Select(d => new DisputeView(d.Id, d.Amount, d.Status, d.OpenedAt, d.TakenAt, d.EndedAt, d.Reason)).ToList());
    }
}

/// <summary>A refund of the payment, in short.</summary>
public sealed record PaymentRefundView(Id<Refund> Id, Money Amount, RefundStatus Status, DateTimeOffset RequestedAt, DateTimeOffset? SucceededAt);

/// <summary>Money that a bank took back without being asked by you: a chargeback, a MED of the Pix.</summary>
/// <param name="Reason">The bank's own words.</param>
public sealed record DisputeView(
    Id<Dispute> Id, Money Amount, DisputeStatus Status, DateTimeOffset OpenedAt, DateTimeOffset? TakenAt, DateTimeOffset? EndedAt, string? Reason);
