using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.TestMode;

[ApiController]
[Route("v1/test/charges/{id}/expiration")]
public sealed class TestExpirationsController(ExpireInSandbox expireInSandbox) : ControllerBase
{
    /// <summary>Lets a code of the sandbox bank run out now. It can still be paid: such a payment is late.</summary>
    [HttpPost]
    [Scope("payments:write"), TestMode]
    [IfMatch<Charge>]
    [ProducesResponseType<TestExpirationView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Charge> id)
    {
        var outcome = await expireInSandbox.ExecuteAsync(id);
        return outcome.Succeeded(out var end, out var refusal) ? Ok(new TestExpirationView(end.ExpiredAt)) : this.Refuse(refusal);
    }
}

/// <summary>When the code ran out.</summary>
public sealed record TestExpirationView(DateTimeOffset ExpiredAt);
