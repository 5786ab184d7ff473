using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/payouts")]
public sealed class PayoutsController(AppDb db, Pages pages, IShow<Payout> show, RequestPayout requestPayout, Caller caller) : ControllerBase
{
    /// <summary>What was collected and sent to you, or is on its way, newest first.</summary>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<PayoutView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) => pages.OfAsync(page, db.Payouts.AsNoTracking(), p => p.Id, PayoutView.Expression);

    /// <summary>One payout.</summary>
    [HttpGet("{id}")]
    [Scope("payments:read")]
    [ProducesResponseType<PayoutView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Payout> id) =>
        await show.FindAsync(id) is { } payout ? Ok(payout) : this.Refuse(ConfirmPayout.NotFound);

    /// <summary>Asks for your balance, or a part of it. It is set aside at once, and payout.paid says when it was sent.</summary>
    [HttpPost]
    [Scope("payments:write")]
    [Creates]
    [ProducesResponseType<PayoutView>(201)]
    public async Task<IActionResult> CreateAsync(NewPayout body)
    {
        var outcome = await requestPayout.ExecuteAsync(new(caller.CreditorId, body.Amount), caller.Actor);
        return outcome.Succeeded(out var payout, out var refusal)
            ? Created($"/v1/payouts/{payout.Id}", PayoutView.Of(payout))
            : this.Refuse(refusal);
    }
}

/// <summary>How much is asked for.</summary>
public sealed record NewPayout : IValidatable
{
    /// <summary>The whole balance when absent.</summary>
    /// <example>1500.00</example>
    public Money? Amount { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() => Amounts.FlawsOf(Amount);
}

/// <summary>Money that was collected, on its way to its creditor.</summary>
/// <param name="Reference">How the transfer is found at the bank.</param>
public sealed record PayoutView(
    Id<Payout> Id, Money Amount, PayoutStatus Status, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, string? Reference, string? FailureCode)
    : IRepresentation
{
    internal static readonly Expression<Func<Payout, PayoutView>> Expression = p => new(
        p.Id, p.Amount, p.Status, p.RequestedAt, p.EndedAt, p.Reference, p.FailureCode);

    private static readonly Func<Payout, PayoutView> Compiled = Expression.Compile();

    internal static PayoutView Of(Payout payout) => Compiled(payout);
}
