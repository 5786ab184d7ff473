using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.TestMode;

[ApiController]
[Route("v1/test/refunds/{id}/return")]
public sealed class TestRefundsController(ReturnRefundInSandbox returnRefund) : ControllerBase
{
    /// <summary>Has a refund of the sandbox bank come back after it had arrived. The notice follows, and the refund has failed.</summary>
    [HttpPost]
    [Scope("payments:write"), TestMode]
    [IfMatch<Refund>]
    [ProducesResponseType<TestReturnView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Refund> id)
    {
        var outcome = await returnRefund.ExecuteAsync(id);
        return outcome.Succeeded(out var back, out var refusal) ? Ok(new TestReturnView(back.EndToEndId, back.Amount, back.GivenBackAt!.Value)) : this.Refuse(refusal);
    }
}

/// <summary>Money that came back to the account it had left.</summary>
public sealed record TestReturnView(string EndToEndId, Money Amount, DateTimeOffset ReturnedAt);
