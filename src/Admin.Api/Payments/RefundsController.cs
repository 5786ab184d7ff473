using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/refunds")]
public sealed class RefundsController(AppDb db, Pages pages, IShow<Refund> show) : ControllerBase
{
    /// <summary>Money given back, or on its way back, newest first.</summary>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<RefundView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] RefundStatus? status)
    {
        var refunds = db.Refunds.AsNoTracking();
        refunds = status is { } wanted ? refunds.Where(r => r.Status == wanted) : refunds;
        return pages.OfAsync(page, refunds, r => r.Id, RefundView.Expression);
    }

    /// <summary>One refund.</summary>
    [HttpGet("{id}")]
    [Scope("payments:read")]
    [ProducesResponseType<RefundView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Refund> id) =>
        await show.FindAsync(id) is { } refund ? Ok(refund) : this.Refuse(CancelRefund.NotFound);
}

[ApiController]
[Route("v1/payments/{id}/refunds")]
public sealed class PaymentRefundsController(RefundPayment refundPayment, Caller caller) : ControllerBase
{
    /// <summary>Gives money of a payment back: first what did not fit, then what had paid something, which is then owed again.</summary>
    [HttpPost]
    [Scope("payments:write")]
    [Creates]
    [IfMatch<Payment>]
    [ProducesResponseType<RefundView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Payment> id, NewRefund body)
    {
        var outcome = await refundPayment.ExecuteAsync(new(id, body.Amount, body.Channel, body.Reason), caller.Actor);
        return outcome.Succeeded(out var refund, out var refusal)
            ? Created($"/v1/refunds/{refund.Id}", RefundView.Of(refund))
            : this.Refuse(refusal);
    }
}

[ApiController]
[Route("v1/refunds/{id}/cancellation")]
public sealed class RefundCancellationsController(CancelRefund cancelRefund, Caller caller) : ControllerBase
{
    /// <summary>Calls a refund off, as long as no bank was asked to make it.</summary>
    [HttpPost]
    [Scope("payments:write")]
    [IfMatch<Refund>]
    [ProducesResponseType<RefundView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Refund> id)
    {
        var outcome = await cancelRefund.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var refund, out var refusal) ? Ok(RefundView.Of(refund)) : this.Refuse(refusal);
    }
}

[ApiController]
[Route("v1/refunds/{id}/confirmation")]
public sealed class RefundConfirmationsController(ConfirmRefund confirmRefund, Caller caller) : ControllerBase
{
    /// <summary>Says that the transfer of a manual refund was made.</summary>
    [HttpPost]
    [Scope("payments:write")]
    [IfMatch<Refund>]
    [ProducesResponseType<RefundView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Refund> id, RefundConfirmation body)
    {
        var outcome = await confirmRefund.ExecuteAsync(new(id, body.Reference), caller.Actor);
        return outcome.Succeeded(out var refund, out var refusal) ? Ok(RefundView.Of(refund)) : this.Refuse(refusal);
    }
}

/// <summary>What is to be given back.</summary>
public sealed record NewRefund : IValidatable
{
    /// <summary>All that is left of the payment when absent.</summary>
    /// <example>50.00</example>
    public Money? Amount { get; init; }

    /// <summary>Manual: a transfer that you make yourself and confirm afterwards, where the gateway cannot give back.</summary>
    public RefundChannel Channel { get; init; }

    public required RefundReason Reason { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() => Amounts.FlawsOf(Amount);
}

/// <summary>How the transfer is found at the bank.</summary>
public sealed record RefundConfirmation
{
    /// <summary>E2E id or receipt number: no name, no document.</summary>
    /// <example>E1234567820261126120000000000001</example>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._/-]{2,79}")]
    public required string Reference { get; init; }
}

/// <summary>Money given back, or on its way back.</summary>
/// <param name="FromCredit">How much of it had been more than was due.</param>
/// <param name="FailureCode">The gateway's own word for why it came to nothing.</param>
public sealed record RefundView(
    Id<Refund> Id, Id<Payment> PaymentId, Money Amount, Money FromCredit, RefundChannel Channel, RefundReason Reason, RefundStatus Status,
    DateTimeOffset RequestedAt, DateTimeOffset? SucceededAt, string? TransferReference, string? FailureCode) : IRepresentation
{
    internal static readonly Expression<Func<Refund, RefundView>> Expression = r => new(
        r.Id, r.PaymentId, r.Amount, r.FromCredit, r.Channel, r.Reason, r.Status, r.RequestedAt, r.SucceededAt, r.TransferReference, r.FailureCode);

    private static readonly Func<Refund, RefundView> Compiled = Expression.Compile();

    internal static RefundView Of(Refund refund) => Compiled(refund);
}
