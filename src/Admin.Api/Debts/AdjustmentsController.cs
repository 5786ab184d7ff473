using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debts;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/adjustments")]
public sealed class AdjustmentsController(AppDb db, Pages pages) : ControllerBase
{
    /// <summary>What was taken off titles or added to them without a payment, newest first.</summary>
    [HttpGet]
    [Scope("debts:read")]
    [ProducesResponseType<Page<AdjustmentView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] Id<Debt>? debtId)
    {
        var adjustments = db.DebtAdjustments.AsNoTracking();
        adjustments = debtId is { } wanted ? adjustments.Where(a => a.DebtId == wanted) : adjustments;
        return pages.OfAsync(page, adjustments, a => a.Id, AdjustmentView.Expression);
    }

    /// <summary>One adjustment.</summary>
    [HttpGet("{id}")]
    [Scope("debts:read")]
    [ProducesResponseType<AdjustmentView>(200)]
    public async Task<IActionResult> ShowAsync(Id<DebtAdjustment> id) =>
        await db.DebtAdjustments.AsNoTracking().Where(a => a.Id == id).Select(AdjustmentView.Expression).SingleOrDefaultAsync() is { } adjustment
            ? Ok(adjustment)
            : this.Refuse(AdjustDebt.AdjustmentNotFound);
}

[ApiController]
[Route("v1/debts/{id}/adjustments")]
public sealed class DebtAdjustmentsController(AdjustDebt adjustDebt, Caller caller) : ControllerBase
{
    /// <summary>
    /// Takes something off an open title, or adds to it, without a payment. A credit falls on fees, interest, correction, fine and principal, in this order
    /// (CC 354), as of its day; a debit raises the principal. The same reference again is the same adjustment.
    /// </summary>
    [HttpPost]
    [Scope("debts:write")]
    [Creates]
    [IfMatch<Debt>]
    [ProducesResponseType<AdjustmentView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Debt> id, NewAdjustment body)
    {
        var outcome = await adjustDebt.ExecuteAsync(new(id, body.Direction, body.Reason, body.Amount, body.EffectiveDate, body.Reference), caller.Actor);
        return outcome.Succeeded(out var adjustment, out var refusal)
            ? Created($"/v1/adjustments/{adjustment.Id}", AdjustmentView.Of(adjustment))
            : this.Refuse(refusal);
    }
}

/// <summary>What was taken off a title (`credit`) or added to it (`debit`) without a payment.</summary>
public sealed record AdjustmentView(
    Id<DebtAdjustment> Id, Id<Debt> DebtId, AdjustmentDirection Direction, AdjustmentReason Reason, Money Amount, DateOnly EffectiveDate, string Reference,
    DateTimeOffset CreatedAt) : IRepresentation
{
    internal static readonly Expression<Func<DebtAdjustment, AdjustmentView>> Expression =
        a => new(a.Id, a.DebtId, a.Direction, a.Reason, a.Amount, a.EffectiveOn, a.Reference, a.CreatedAt);

    internal static readonly Func<DebtAdjustment, AdjustmentView> Of = Expression.Compile();
}
