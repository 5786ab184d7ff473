using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Webhooks;

namespace Admin.Api.WebhookEndpoints;

[ApiController]
[Route("v1/webhook-endpoints")]
public sealed class WebhookEndpointsController(
    AppDb db, Pages pages, IShow<WebhookEndpoint> show, Caller caller, SubscribeEndpoint subscribeEndpoint, ReviseEndpoint reviseEndpoint, RemoveEndpoint removeEndpoint) : ControllerBase
{
    /// <summary>The endpoints of this creditor, newest first.</summary>
    [HttpGet]
    [Scope("webhooks:write")]
    [ProducesResponseType<Page<EndpointView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) => pages.OfAsync(page, db.WebhookEndpoints, e => e.Id, EndpointView.Of);

    /// <summary>One endpoint. Its secret is never shown again.</summary>
    [HttpGet("{id}")]
    [Scope("webhooks:write")]
    [ProducesResponseType<EndpointView>(200)]
    public async Task<IActionResult> ShowAsync(Id<WebhookEndpoint> id) =>
        await show.FindAsync(id) is { } endpoint ? Ok(endpoint) : this.Refuse(ReviseEndpoint.NotFound);

    /// <summary>Subscribes an address to some types of events. The answer is the only time the secret is shown.</summary>
    [HttpPost]
    [Scope("webhooks:write")]
    [Creates]
    [ProducesResponseType<SubscribedEndpointView>(201)]
    public async Task<IActionResult> CreateAsync(NewEndpoint body)
    {
        var outcome = await subscribeEndpoint.ExecuteAsync(new(caller.CreditorId, body.Url, body.Types, body.Description), caller.Actor);
        return outcome.Succeeded(out var subscribed, out var refusal)
            ? Created($"/v1/webhook-endpoints/{subscribed.Endpoint.Id}", SubscribedEndpointView.Of(subscribed))
            : this.Refuse(refusal);
    }

    /// <summary>Changes the address, the types, the description, or switches the endpoint on or off. What is absent stays.</summary>
    [HttpPatch("{id}")]
    [Scope("webhooks:write")]
    [IfMatch<WebhookEndpoint>]
    [ProducesResponseType<EndpointView>(200)]
    public async Task<IActionResult> ReplaceAsync(Id<WebhookEndpoint> id, EndpointChanges body)
    {
        var outcome = await reviseEndpoint.ExecuteAsync(new(id, body.Url, body.Types, body.Description, body.Status), caller.Actor);
        return outcome.Succeeded(out var endpoint, out var refusal) ? Ok(EndpointView.From(endpoint)) : this.Refuse(refusal);
    }

    /// <summary>Removes an endpoint at once. What was on its way to it is given up.</summary>
    [HttpDelete("{id}")]
    [Scope("webhooks:write")]
    [IfMatch<WebhookEndpoint>]
    [ProducesResponseType(204)]
    public async Task<IActionResult> DeleteAsync(Id<WebhookEndpoint> id)
    {
        var outcome = await removeEndpoint.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? NoContent() : this.Refuse(refusal);
    }
}

/// <summary>Where to send, and what.</summary>
public sealed record NewEndpoint
{
    /// <summary>https, and public: an address inside a private network is never called.</summary>
    /// <example>https://erp.loja.com.br/acerto</example>
    [StringLength(2000, MinimumLength = 1)]
    public required string Url { get; init; }

    /// <example>["agreement.accepted", "instalment.paid", "agreement.settled"]</example>
    [Length(1, 50)]
    public required IReadOnlyList<string> Types { get; init; }

    [StringLength(200)]
    public string? Description { get; init; }
}

/// <summary>What is to change. Absent members stay as they are.</summary>
public sealed record EndpointChanges
{
    [StringLength(2000, MinimumLength = 1)]
    public string? Url { get; init; }

    [Length(1, 50)]
    public IReadOnlyList<string>? Types { get; init; }

    [StringLength(200)]
    public string? Description { get; init; }

    public EndpointStatus? Status { get; init; }
}
