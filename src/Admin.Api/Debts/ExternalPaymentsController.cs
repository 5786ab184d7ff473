using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debts;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/external-payments")]
public sealed class ExternalPaymentsController(AppDb db, Pages pages, IShow<ExternalPayment> show) : ControllerBase
{
    /// <summary>What debtors paid you outside of the platform, as you told it, newest first.</summary>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<ExternalPaymentView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] Id<Debt>? debtId)
    {
        var payments = db.ExternalPayments.AsNoTracking();
        payments = debtId is { } wanted ? payments.Where(p => p.DebtId == wanted) : payments;
        return pages.OfAsync(page, payments, p => p.Id, ExternalPaymentView.Expression);
    }

    /// <summary>One payment made outside of the platform.</summary>
    [HttpGet("{id}")]
    [Scope("payments:read")]
    [ProducesResponseType<ExternalPaymentView>(200)]
    public async Task<IActionResult> ShowAsync(Id<ExternalPayment> id) =>
        await show.FindAsync(id) is { } payment ? Ok(payment) : this.Refuse(ReverseExternalPayment.NotFound);
}

[ApiController]
[Route("v1/debts/{id}/external-payments")]
public sealed class DebtExternalPaymentsController(BookExternalPayment book, Caller caller) : ControllerBase
{
    /// <summary>
    /// Writes down that the debtor paid you outside of the platform. It comes off an open title as of the day it was paid; what leaves nothing owed closes it
    /// as paid. No commission is taken on it, and it is no part of your balance here. The same reference again is the same payment.
    /// </summary>
    [HttpPost]
    [Scope("payments:write")]
    [Creates]
    [IfMatch<Debt>]
    [ProducesResponseType<ExternalPaymentView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Debt> id, NewExternalPayment body)
    {
        var outcome = await book.ExecuteAsync(new(id, body.Amount, body.PaidDate, body.Method, body.Reference), caller.Actor);
        return outcome.Succeeded(out var payment, out var refusal)
            ? Created($"/v1/external-payments/{payment.Id}", ExternalPaymentView.Of(payment))
            : this.Refuse(refusal);
    }
}

[ApiController]
[Route("v1/external-payments/{id}/reversal")]
public sealed class ExternalPaymentReversalsController(ReverseExternalPayment reverse, Caller caller) : ControllerBase
{
    /// <summary>Undoes a payment that was told by mistake or came back: what it had taken is owed again, and a title that it had closed is open.</summary>
    [HttpPost]
    [Scope("payments:write")]
    [IfMatch<ExternalPayment>]
    [ProducesResponseType<ExternalPaymentView>(200)]
    public async Task<IActionResult> CreateAsync(Id<ExternalPayment> id, ExternalReversalBody body)
    {
        var outcome = await reverse.ExecuteAsync(new(id, body.Reason), caller.Actor);
        return outcome.Succeeded(out var payment, out var refusal) ? Ok(ExternalPaymentView.Of(payment)) : this.Refuse(refusal);
    }
}

/// <summary>Money that a debtor paid the creditor itself.</summary>
/// <param name="Applied">How much of it the title took: never more than was owed.</param>
/// <param name="ClosedDebt">It left nothing owed, and closed the title as paid.</param>
public sealed record ExternalPaymentView(
    Id<ExternalPayment> Id, Id<Debt> DebtId, Money Amount, Money Applied, DateOnly PaidDate, ElsewhereMethod Method, string Reference, bool ClosedDebt,
    DateTimeOffset CreatedAt, DateTimeOffset? ReversedAt, ExternalReversalReason? ReversalReason) : IRepresentation
{
    internal static readonly Expression<Func<ExternalPayment, ExternalPaymentView>> Expression = p => new(
        p.Id, p.DebtId, p.Amount, p.Applied, p.PaidOn, p.Method, p.Reference, p.ClosedDebt, p.CreatedAt, p.ReversedAt, p.ReversalReason);

    internal static readonly Func<ExternalPayment, ExternalPaymentView> Of = Expression.Compile();
}

internal sealed class ShowExternalPayment(AppDb db) : IShow<ExternalPayment>
{
    public async Task<IRepresentation?> FindAsync(Id<ExternalPayment> id) =>
        await db.ExternalPayments.AsNoTracking().Where(p => p.Id == id).Select(ExternalPaymentView.Expression).SingleOrDefaultAsync();
}
