using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Webhooks;

namespace Admin.Api.WebhookEndpoints;

[ApiController]
[Route("v1/webhook-deliveries")]
public sealed class WebhookDeliveriesController(AppDb db, Pages pages, IShow<WebhookDelivery> show) : ControllerBase
{
    /// <summary>What was sent, is on its way, or was given up; newest first, each with its attempts.</summary>
    [HttpGet]
    [Scope("webhooks:write")]
    [ProducesResponseType<Page<DeliveryView>>(200)]
    public Task<IActionResult> ListAsync(
        [FromQuery] PageQuery page, [FromQuery] Id<WebhookEndpoint>? endpointId = null, [FromQuery] DeliveryStatus? status = null)
    {
        var rows = db.WebhookDeliveries.Where(d => (endpointId == null || d.EndpointId == endpointId) && (status == null || d.Status == status));
        return pages.OfAsync(page, rows, d => d.Id, DeliveryView.With(db.WebhookAttempts));
    }

    /// <summary>One delivery, with its attempts.</summary>
    [HttpGet("{id}")]
    [Scope("webhooks:write")]
    [ProducesResponseType<DeliveryView>(200)]
    public async Task<IActionResult> ShowAsync(Id<WebhookDelivery> id) =>
        await show.FindAsync(id) is { } delivery ? Ok(delivery) : this.Refuse(Redeliver.NotFound);
}

[ApiController]
[Route("v1/webhook-deliveries/{id}/redelivery")]
public sealed class RedeliveriesController(Redeliver redeliver, Caller caller) : ControllerBase
{
    /// <summary>Sends it again: same body, same webhook-id.</summary>
    [HttpPost]
    [Scope("webhooks:write")]
    [Creates]
    [IfMatch<WebhookDelivery>]
    [ProducesResponseType<DeliveryView>(202)]
    public async Task<IActionResult> CreateAsync(Id<WebhookDelivery> id)
    {
        var outcome = await redeliver.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var delivery, out var refusal) ? Accepted(DeliveryView.Of(delivery)) : this.Refuse(refusal);
    }
}
