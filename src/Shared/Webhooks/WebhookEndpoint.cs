using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Webhooks;

/// <summary>An address of a creditor that wants to hear of events. Removed ones stay, for the deliveries that speak of them.</summary>
public sealed class WebhookEndpoint : IBelongsToCreditor
{
    public Id<WebhookEndpoint> Id { get; private init; } = Id<WebhookEndpoint>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required string Url { get; set; }

    /// <summary>Public names: "instalment.paid".</summary>
    public required string[] Types { get; set; }
    public string? Description { get; set; }
    public required byte[] SealedSecret { get; set; }

    /// <summary>Signs beside the new one until <see cref="PreviousSecretUntil"/>, so that nobody has to change both sides at once.</summary>
    public byte[]? SealedPreviousSecret { get; private set; }
    public DateTimeOffset? PreviousSecretUntil { get; private set; }
    public bool IsEnabled { get; private set; } = true;

    /// <summary>Why it is off: "gave-up", "gone", "by-creditor".</summary>
    public string? DisabledReason { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RemovedAt { get; private set; }
    public uint Version { get; private init; }

    public void Enable()
    {
        Invariant.Holds(RemovedAt is null, $"Endpoint {Id} was removed.");
        (IsEnabled, DisabledReason) = (true, null);
    }

    public void Disable(string reason) => (IsEnabled, DisabledReason) = (false, reason);

    public void Remove(DateTimeOffset now)
    {
        Disable("removed");
        RemovedAt = now;
    }

    /// <summary>The old secret stays good for the overlap.</summary>
    public void Rotate(byte[] sealedSecret, DateTimeOffset previousUntil) =>
        (SealedPreviousSecret, PreviousSecretUntil, SealedSecret) = (SealedSecret, previousUntil, sealedSecret);
}

/// <summary>
/// Whose turn it is at an endpoint: one delivery at a time, so that a slow address keeps nobody waiting but itself, and none while it
/// rests after a failure. Apart from the endpoint, so that taking a turn is no change of it.
/// </summary>
public sealed class WebhookTurn : IBelongsToCreditor
{
    private const int LongestRest = 60;
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);

    public required Id<Creditor> CreditorId { get; init; }
    public required Id<WebhookEndpoint> EndpointId { get; init; }
    public required DateTimeOffset BusyUntil { get; set; }

    /// <summary>No attempt before.</summary>
    public DateTimeOffset RestsUntil { get; private set; }

    /// <summary>The last attempt failed or took long.</summary>
    public bool IsSlow { get; private set; }

    /// <summary>Without a success between them.</summary>
    public int Failures { get; private set; }

    /// <summary>Takes note of an attempt. After a failure the endpoint rests for 1, 2, 4 … 60 seconds.</summary>
    public void Note(bool delivered, TimeSpan took, DateTimeOffset now)
    {
        Failures = delivered ? 0 : Failures + 1;
        IsSlow = !delivered || took > Prompt;
        RestsUntil = delivered ? now : now + TimeSpan.FromSeconds(Math.Min(1 << Math.Min(Failures - 1, 6), LongestRest));
    }

    /// <summary>Somebody asked for it to be tried now.</summary>
    public void Rouse(DateTimeOffset now) => RestsUntil = now;
}

internal sealed class WebhookEndpointMapping : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> endpoint)
    {
        endpoint.ToTable("webhook_endpoints");
        endpoint.HasKey(e => new { e.CreditorId, e.Id });
        endpoint.HasOne<Creditor>().WithMany().HasForeignKey(e => e.CreditorId);
        endpoint.Property(e => e.Version).IsRowVersion();
    }
}

internal sealed class WebhookTurnMapping : IEntityTypeConfiguration<WebhookTurn>
{
    public void Configure(EntityTypeBuilder<WebhookTurn> turn)
    {
        turn.ToTable("webhook_turns");
        turn.HasKey(t => new { t.CreditorId, t.EndpointId });
        turn.HasOne<WebhookEndpoint>().WithOne().HasForeignKey<WebhookTurn>(t => new { t.CreditorId, t.EndpointId });
    }
}

public static class WebhookEndpointsInDb
{
    extension(AppDb db)
    {
        /// <summary>Those that were not removed.</summary>
        public IQueryable<WebhookEndpoint> WebhookEndpoints => db.Set<WebhookEndpoint>().Where(e => e.RemovedAt == null);

        /// <summary>Ends the rest of an endpoint within the caller's SaveChanges.</summary>
        public async Task RouseEndpointAsync(Id<WebhookEndpoint> id, DateTimeOffset now) =>
            (await db.Set<WebhookTurn>().SingleAsync(t => t.EndpointId == id)).Rouse(now);
    }
}
