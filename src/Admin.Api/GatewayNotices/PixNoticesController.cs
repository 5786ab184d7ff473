using System.Diagnostics;
using Admin.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Shared.Payments;

namespace Admin.Api.GatewayNotices;

/// <summary>
/// Where a PSP posts notices of Pix. Most append "/pix" to the address they were given; a PSP that tries the address when it
/// is registered sends nothing, or something of its own, and wants 200.
/// </summary>
[ApiController]
[Route("hooks/pix/{secret}")]
[Route("hooks/pix/{secret}/pix")]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class PixNoticesController(HearPix hearPix) : ControllerBase
{
    private const int LargestNotice = 256 * 1024;

    /// <param name="ignorar">Swallows the "/pix" that Efí appends to the text of the address.</param>
    [HttpPost]
    [AllowAnonymous]
    [RequestSizeLimit(LargestNotice)]
    public async Task<IActionResult> CreateAsync(string secret, [FromQuery] string? ignorar = null)
    {
        _ = ignorar;

        // The address is a secret: no trace may carry it.
        Activity.Current?.SetTag("url.path", "/hooks/pix/{secret}");

        if (await Request.ReadRawAsync(LargestNotice) is not { } body)
        {
            return this.Refuse(Problems.BodyTooLarge);
        }

        var outcome = await hearPix.ExecuteAsync(secret, new RawNotice(new Dictionary<string, string>(), body));
        return outcome.Succeeded(out _, out var refusal) ? Ok() : this.Refuse(refusal);
    }
}
