using Admin.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Shared.Payments;

namespace Admin.Api.GatewayNotices;

/// <summary>Where the sandbox bank posts its notices: proves who speaks, keeps what was said, answers at once.</summary>
[ApiController]
[Route("hooks/sandbox/{account}")]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class SandboxNoticesController(HearGateway hearGateway) : ControllerBase
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
        var outcome = await hearGateway.ExecuteAsync(GatewayName.Sandbox, account, new RawNotice(headers, body));
        return outcome.Succeeded(out _, out var refusal) ? Ok() : this.Refuse(refusal);
    }
}
