using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Webhooks;

public enum DeliveryStatus { Pending, Delivered, GivenUp }

/// <summary>One event on its way to one endpoint. Its body is fixed when it is made: each attempt sends the same.</summary>
public sealed class WebhookDelivery : IBelongsToCreditor
{
    /// <summary>How long to wait after each failure. The first attempt is made at once, so there is one more of them than there are pauses.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    public Id<WebhookDelivery> Id { get; private init; } = Id<WebhookDelivery>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<WebhookEndpoint> EndpointId { get; init; }

    /// <summary>The message's identity at the receiver ("webhook-id"): the same on each attempt and at each endpoint.</summary>
    public required Guid EventId { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DeliveryStatus Status { get; private set; }

    /// <summary>Counted anew when somebody asks for it to be sent again.</summary>
    public int Attempts { get; private set; }
    public required DateTimeOffset NextAttemptAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>Takes note of an attempt. The pause until the next one; null when there is none.</summary>
    public TimeSpan? Note(bool delivered, DateTimeOffset now)
    {
        Invariant.Holds(Status is DeliveryStatus.Pending, $"Delivery {Id} is {Status}.");
        Attempts++;

        if (delivered)
        {
            (Status, DeliveredAt) = (DeliveryStatus.Delivered, now);
            return null;
        }

        if (Attempts > Pauses.Count)
        {
            Status = DeliveryStatus.GivenUp;
            return null;
        }

        NextAttemptAt = now + Pauses[Attempts - 1];
        return Pauses[Attempts - 1];
    }

    public void GiveUp() => Status = DeliveryStatus.GivenUp;

    public void SendAgain(DateTimeOffset now) => (Status, Attempts, NextAttemptAt) = (DeliveryStatus.Pending, 0, now);
}

/// <summary>What came of one attempt. Append-only. What the receiver answered beyond its status is not ours to keep.</summary>
public sealed class WebhookAttempt : IBelongsToCreditor
{
    public Id<WebhookAttempt> Id { get; private init; } = Id<WebhookAttempt>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<WebhookDelivery> DeliveryId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int? StatusCode { get; init; }

    /// <summary>Null when the answer was a status: "timeout", "address-refused", "unreachable".</summary>
    public required string? Failure { get; init; }
    public required int Milliseconds { get; init; }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.ToTable("webhook_deliveries");
        delivery.HasKey(d => new { d.CreditorId, d.Id });
        delivery.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => new { d.CreditorId, d.EndpointId });
        delivery.Property(d => d.Version).IsRowVersion();

        // One delivery of an event per endpoint, however often the announcement runs.
        delivery.HasIndex(d => new { d.CreditorId, d.EndpointId, d.EventId }).IsUnique();
        delivery.HasIndex(d => new { d.CreditorId, d.EndpointId, d.NextAttemptAt }).HasFilter("status = 'Pending'");
    }
}

internal sealed class WebhookAttemptMapping : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> attempt)
    {
        attempt.ToTable("webhook_attempts");
        attempt.HasKey(a => new { a.CreditorId, a.Id });
        attempt.HasOne<WebhookDelivery>().WithMany().HasForeignKey(a => new { a.CreditorId, a.DeliveryId });
    }
}

public static class WebhookDeliveriesInDb
{
    extension(AppDb db)
    {
        public DbSet<WebhookDelivery> WebhookDeliveries => db.Set<WebhookDelivery>();

        public DbSet<WebhookAttempt> WebhookAttempts => db.Set<WebhookAttempt>();
    }
}
