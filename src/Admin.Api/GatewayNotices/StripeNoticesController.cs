using Admin.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Shared.Payments;

namespace Admin.Api.GatewayNotices;

/// <summary>Where Stripe posts its events: proves who speaks, keeps what was said, answers once it is kept.</summary>
[ApiController]
[Route("hooks/stripe/{account}")]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class StripeNoticesController(HearGateway hearGateway) : ControllerBase
{
    private const int LargestNotice = 256 * 1024;

    [HttpPost]
    [AllowAnonymous]
    [RequestSizeLimit(LargestNotice)]
    public async Task<IActionResult> CreateAsync(Id<GatewayAccount> account)
    {
        if (await Request.ReadRawAsync(LargestNotice) is not { } body)
        {
            return this.Refuse(Problems.BodyTooLarge);
        }

        var headers = Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        var outcome = await hearGateway.ExecuteAsync(GatewayName.Stripe, account, new RawNotice(headers, body));
        return outcome.Succeeded(out _, out var refusal) ? Ok() : this.Refuse(refusal);
    }
}
