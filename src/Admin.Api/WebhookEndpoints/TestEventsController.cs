using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Webhooks;

namespace Admin.Api.WebhookEndpoints;

[ApiController]
[Route("v1/webhook-endpoints/{id}/test-events")]
public sealed class TestEventsController(SendTestEvent sendTestEvent, Caller caller) : ControllerBase
{
    /// <summary>Sends an event of type endpoint.test, by the way all others go.</summary>
    [HttpPost]
    [Scope("webhooks:write")]
    [Creates]
    [IfMatch<WebhookEndpoint>]
    [ProducesResponseType<DeliveryView>(202)]
    public async Task<IActionResult> CreateAsync(Id<WebhookEndpoint> id)
    {
        var outcome = await sendTestEvent.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var delivery, out var refusal) ? Accepted(DeliveryView.Of(delivery)) : this.Refuse(refusal);
    }
}
