using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Webhooks;

namespace Admin.Api.Events;

[ApiController]
[Route("v1/events")]
public sealed class EventsController(AppDb db, Pages pages) : ControllerBase
{
    public static readonly Refusal UnknownType = new("event-type-unknown", "Não há eventos públicos deste tipo.");

    /// <summary>What happened, newest first: the same messages that webhooks carry, to be read again at any time.</summary>
    /// <param name="page">Which part of the list.</param>
    /// <param name="type">Only events of this type, such as agreement.accepted.</param>
    [HttpGet]
    [Scope("webhooks:write")]
    [ProducesResponseType<Page<EventView>>(200)]
    public async Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery, StringLength(60)] string? type)
    {
        var names = PublicEvents.NamesOf(type);
        return names.Count == 0
            ? this.Refuse(UnknownType)
            : await pages.OfAsync(page, db.Events.AsNoTracking().Where(e => names.Contains(e.Name)), e => e.Id, e => EventView.Of(e));
    }
}

/// <summary>A public event, as its webhook carries it.</summary>
/// <param name="Id">The webhook-id of the message.</param>
/// <param name="Data">Ids and amounts; its members follow from the type.</param>
public sealed record EventView(Id<EventRow> Id, string Type, DateTimeOffset Timestamp, JsonElement Data)
{
    internal static EventView Of(EventRow row)
    {
        using var body = JsonDocument.Parse(PublicEvents.BodyOf(row));
        return new(row.Id, PublicEvents.TypeOf(row), row.HappenedAt, body.RootElement.GetProperty("data").Clone());
    }
}
