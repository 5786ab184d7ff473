using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Debts;
using Admin.Api.Http;

namespace Admin.Api.Events;

[ApiController]
[Route("v1/audit-events")]
public sealed class AuditEventsController(AppDb db, Pages pages) : ControllerBase
{
    /// <summary>
    /// Everything that anybody did, newest first: what webhooks tell and what they do not, who did it, and about what. Nothing in it is ever changed
    /// or taken out.
    /// </summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<Page<HappeningView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] AuditFilter filter)
    {
        var events = db.Events.AsNoTracking();
        events = filter.Subject is { } subject ? events.Where(e => e.Subject == subject) : events;
        events = filter.ActorKind is { } kind ? events.Where(e => e.ActorKind == kind) : events;
        events = filter.ActorId is { } actor ? events.Where(e => e.ActorId == actor && e.ActorKind != Actor.DebtorKind) : events;
        events = filter.From is { } from ? events.Where(e => e.HappenedAt >= from) : events;
        events = filter.Until is { } until ? events.Where(e => e.HappenedAt < until) : events;
        return pages.OfAsync(page, events, e => e.Id, e => HappeningView.Of(e));
    }
}

/// <summary>Which acts a list holds.</summary>
public sealed record AuditFilter : IQueryParameters
{
    /// <summary>The id of what it was about: a debt, an agreement, a payment, a key.</summary>
    public Guid? Subject { get; init; }

    /// <summary>`api-key`, `staff`, `debtor` or `system`.</summary>
    [RegularExpression("api-key|staff|debtor|system")]
    public string? ActorKind { get; init; }

    /// <summary>Of a key, of somebody of your staff, or the name of a job. A debtor has none here.</summary>
    [StringLength(80)]
    public string? ActorId { get; init; }

    /// <summary>From this instant on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? Until { get; init; }
}
