using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/gateway-accounts/{id}/hook-registration")]
public sealed class HookRegistrationsController(RegisterHook registerHook, Caller caller) : ControllerBase
{
    /// <summary>
    /// Has Stripe told where to send this account's notices, with a secret of its own. Asked for again, it changes the secret: the one of
    /// before is heard until the next time. It is done in a moment; the event GatewayHookRegistered says so.
    /// </summary>
    [HttpPost]
    [Scope("settings:write")]
    [Creates]
    [IfMatch<GatewayAccount>]
    [ProducesResponseType<GatewayAccountView>(202)]
    public async Task<IActionResult> CreateAsync(Id<GatewayAccount> id)
    {
        var outcome = await registerHook.ExecuteAsync(new(id, new Uri($"{PublicAddress.Of(HttpContext)}/hooks/stripe/{id}")), caller.Actor);
        return outcome.Succeeded(out var account, out var refusal) ? Accepted(GatewayAccountView.Of(account)) : this.Refuse(refusal);
    }
}
