using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Webhooks;

namespace Admin.Api.WebhookEndpoints;

[ApiController]
[Route("v1/webhook-endpoints/{id}/secret-rotation")]
public sealed class SecretRotationsController(RotateWebhookSecret rotateWebhookSecret, Caller caller) : ControllerBase
{
    /// <summary>Makes a new secret. For 24 hours messages carry a signature by each of the two.</summary>
    [HttpPost]
    [Scope("webhooks:write")]
    [Creates]
    [IfMatch<WebhookEndpoint>]
    [ProducesResponseType<SubscribedEndpointView>(201)]
    public async Task<IActionResult> CreateAsync(Id<WebhookEndpoint> id)
    {
        var outcome = await rotateWebhookSecret.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var renewed, out var refusal)
            ? Created($"/v1/webhook-endpoints/{id}", SubscribedEndpointView.Of(renewed))
            : this.Refuse(refusal);
    }
}
