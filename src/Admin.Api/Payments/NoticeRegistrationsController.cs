using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/gateway-accounts/{id}/notice-registration")]
public sealed class NoticeRegistrationsController(RegisterForNotices register, Caller caller) : ControllerBase
{
    /// <summary>Tells the PSP again where to post its notices. That is done by itself when an account is opened or gets new credentials.</summary>
    [HttpPut]
    [Scope("settings:write")]
    [IfMatch<GatewayAccount>]
    [ProducesResponseType<GatewayAccountView>(202)]
    public Task<IActionResult> ReplaceAsync(Id<GatewayAccount> id) => AskAsync(id, isWanted: true);

    /// <summary>Has the PSP forget where to post notices. Charges are then asked after every few minutes.</summary>
    [HttpDelete]
    [Scope("settings:write")]
    [IfMatch<GatewayAccount>]
    [ProducesResponseType<GatewayAccountView>(202)]
    public Task<IActionResult> DeleteAsync(Id<GatewayAccount> id) => AskAsync(id, isWanted: false);

    private async Task<IActionResult> AskAsync(Id<GatewayAccount> id, bool isWanted) =>
        (await register.ExecuteAsync(id, isWanted, caller.Actor)).Succeeded(out var account, out var refusal)
            ? Accepted(GatewayAccountView.Of(account))
            : this.Refuse(refusal);
}
