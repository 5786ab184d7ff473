using System.Linq.Expressions;
using Admin.Api.Http;
using Shared.Webhooks;

namespace Admin.Api.WebhookEndpoints;

/// <param name="EventId">The webhook-id of the message.</param>
/// <param name="NextAttemptAt">Null when there will be none.</param>
/// <param name="Attempts">Oldest first, fifty at most.</param>
public sealed record DeliveryView(
    Id<WebhookDelivery> Id, Id<WebhookEndpoint> EndpointId, Guid EventId, string Type, DeliveryStatus Status, DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt, DateTimeOffset? DeliveredAt, IReadOnlyList<AttemptView> Attempts)
    : IRepresentation
{
    private const int MostAttempts = 50;

    internal static Expression<Func<WebhookDelivery, DeliveryView>> With(IQueryable<WebhookAttempt> attempts) => d => new(
        d.Id, d.EndpointId, d.EventId, d.Type, d.Status, d.CreatedAt, d.Status == DeliveryStatus.Pending ? d.NextAttemptAt : null, d.DeliveredAt,
        attempts.Where(a => a.CreditorId == d.CreditorId && a.DeliveryId == d.Id).OrderBy(a => a.Id).Take(MostAttempts)
            .Select(a => new AttemptView(a.At, a.StatusCode, a.Failure, a.Milliseconds)).ToList());

    /// <summary>One that was just put in line.</summary>
    internal static DeliveryView Of(WebhookDelivery d) =>
        new(d.Id, d.EndpointId, d.EventId, d.Type, d.Status, d.CreatedAt, d.NextAttemptAt, d.DeliveredAt, []);
}

/// <param name="StatusCode">Null when no answer came; then Failure says why.</param>
/// <param name="Failure">"timeout", "address-refused", "tls-failed", "name-not-found", "unreachable".</param>
public sealed record AttemptView(DateTimeOffset At, int? StatusCode, string? Failure, int Milliseconds);

internal sealed class ShowDelivery(AppDb db) : IShow<WebhookDelivery>
{
    public async Task<IRepresentation?> FindAsync(Id<WebhookDelivery> id) =>
        await db.WebhookDeliveries.AsNoTracking().Where(d => d.Id == id).Select(DeliveryView.With(db.WebhookAttempts)).SingleOrDefaultAsync();
}
