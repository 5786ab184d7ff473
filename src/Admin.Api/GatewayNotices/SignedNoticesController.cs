using Admin.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Shared.Payments;

namespace Admin.Api.GatewayNotices;

/// <summary>Where gateways that sign their notices post them: proves who speaks, keeps what was said, answers once it is kept.</summary>
[ApiController]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class SignedNoticesController(HearGateway hearGateway) : ControllerBase
{
    private const int LargestNotice = 256 * 1024;

    [HttpPost("hooks/sandbox/{account}")]
    [AllowAnonymous]
    [RequestSizeLimit(LargestNotice)]
    public Task<IActionResult> CreateOfSandboxAsync(Id<GatewayAccount> account) => HearAsync(GatewayName.Sandbox, account);

    [HttpPost("hooks/stripe/{account}")]
    [AllowAnonymous]
    [RequestSizeLimit(LargestNotice)]
    public Task<IActionResult> CreateOfStripeAsync(Id<GatewayAccount> account) => HearAsync(GatewayName.Stripe, account);

    private async Task<IActionResult> HearAsync(GatewayName gateway, Id<GatewayAccount> account)
    {
        if (await Request.ReadRawAsync(LargestNotice) is not { } body)
        {
            return this.Refuse(Problems.BodyTooLarge);
        }

        var headers = Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        var outcome = await hearGateway.ExecuteAsync(gateway, account, new RawNotice(headers, body));
        return outcome.Succeeded(out _, out var refusal) ? Ok() : this.Refuse(refusal);
    }
}
