using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Admin.Api.Payments;
using Shared.Payments;

namespace Admin.Api.TestMode;

[ApiController]
[Route("v1/test/payouts/{id}/result")]
public sealed class TestPayoutsController(ConfirmPayout confirmPayout, FailPayout failPayout, Caller caller) : ControllerBase
{
    /// <summary>Plays the platform that sends a payout, or fails to.</summary>
    [HttpPost]
    [Scope("payments:write"), TestMode]
    [IfMatch<Payout>]
    [ProducesResponseType<PayoutView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Payout> id, NewTestPayoutResult body)
    {
        var outcome = body.Status is TestPayoutStatus.Paid
            ? await confirmPayout.ExecuteAsync(new(id, body.Word), caller.Actor)
            : await failPayout.ExecuteAsync(new(id, body.Word), caller.Actor);
        return outcome.Succeeded(out var payout, out var refusal) ? Ok(PayoutView.Of(payout)) : this.Refuse(refusal);
    }
}

public enum TestPayoutStatus { Paid, Failed }

/// <summary>How a payout ends.</summary>
public sealed record NewTestPayoutResult
{
    public required TestPayoutStatus Status { get; init; }

    /// <summary>The reference of the transfer; or why it failed.</summary>
    /// <example>teste-1</example>
    [RegularExpression("[A-Za-z0-9][A-Za-z0-9._/-]{0,79}")]
    public string Word { get; init; } = "teste";
}
