using System.Linq.Expressions;
using Admin.Api.Http;
using Shared.Webhooks;

namespace Admin.Api.WebhookEndpoints;

/// <param name="DisabledReason">"gave-up" after the last attempt, "gone" after a 410, "by-creditor"; null while enabled.</param>
public sealed record EndpointView(
    Id<WebhookEndpoint> Id, string Url, string[] Types, string? Description, EndpointStatus Status, string? DisabledReason, DateTimeOffset CreatedAt)
    : IRepresentation
{
    internal static readonly Expression<Func<WebhookEndpoint, EndpointView>> Of = e => new(
        e.Id, e.Url, e.Types, e.Description, e.IsEnabled ? EndpointStatus.Enabled : EndpointStatus.Disabled, e.DisabledReason, e.CreatedAt);

    internal static readonly Func<WebhookEndpoint, EndpointView> From = Of.Compile();
}

/// <summary>An endpoint with its secret.</summary>
/// <param name="Secret">Verifies our signatures (Standard Webhooks). Keep it: it cannot be shown again.</param>
public sealed record SubscribedEndpointView(Id<WebhookEndpoint> Id, string Secret, string Url, string[] Types, string? Description, DateTimeOffset CreatedAt)
{
    internal static SubscribedEndpointView Of(SubscribedEndpoint subscribed) => new(
        subscribed.Endpoint.Id, subscribed.Secret, subscribed.Endpoint.Url, subscribed.Endpoint.Types, subscribed.Endpoint.Description,
        subscribed.Endpoint.CreatedAt);
}

internal sealed class ShowEndpoint(AppDb db) : IShow<WebhookEndpoint>
{
    public async Task<IRepresentation?> FindAsync(Id<WebhookEndpoint> id) =>
        await db.WebhookEndpoints.Where(e => e.Id == id).Select(EndpointView.Of).SingleOrDefaultAsync();
}
