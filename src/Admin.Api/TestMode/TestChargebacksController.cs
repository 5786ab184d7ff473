using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.TestMode;

[ApiController]
[Route("v1/test/payments/{id}/chargebacks")]
public sealed class TestChargebacksController(ChargeBackInSandbox chargeBack) : ControllerBase
{
    /// <summary>Has the sandbox bank take money of a payment back, as after a complaint, or give back what it took. The notice follows.</summary>
    [HttpPost]
    [Scope("payments:write"), TestMode]
    [Creates]
    [IfMatch<Payment>]
    [ProducesResponseType<TestChargebackView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Payment> id, NewTestChargeback body)
    {
        var outcome = await chargeBack.ExecuteAsync(new(id, body.Amount, body.Play));
        return outcome.Succeeded(out var taken, out var refusal)
            ? Created((string?)null, new TestChargebackView(taken.Id, taken.Amount, taken.At, taken.GivenBackAt))
            : this.Refuse(refusal);
    }
}

/// <summary>What the bank does.</summary>
public sealed record NewTestChargeback : IValidatable
{
    /// <summary>All that the bank still has of the payment when absent.</summary>
    /// <example>150.00</example>
    public Money? Amount { get; init; }

    /// <summary>Take the money, or give back what was taken first.</summary>
    public ChargebackPlay Play { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws() => Amounts.FlawsOf(Amount);
}

/// <summary>What the sandbox bank took, and when it gave it back.</summary>
public sealed record TestChargebackView(string ExternalId, Money Amount, DateTimeOffset TakenAt, DateTimeOffset? GivenBackAt);
