using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

/// <summary>
/// <c>Done</c>: what it speaks of was looked up, or kept. <c>Ignored</c>: it speaks of nothing of ours, as far as its gateway knows.
/// <c>Dead</c>: nobody could say; somebody must look.
/// </summary>
public enum NoticeStatus { Waiting, Done, Ignored, Dead }

/// <summary>What a gateway said to our hook, kept as it came. A hint: nothing is believed before we asked back.</summary>
public sealed class GatewayNotice : IBelongsToCreditor
{
    public Id<GatewayNotice> Id { get; private init; } = Id<GatewayNotice>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<GatewayAccount> GatewayAccountId { get; init; }

    /// <summary>The gateway's own id of the notice, or a hash of what it says.</summary>
    public required string EventKey { get; init; }
    public required byte[] SealedBody { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The charge, as it names our charges.</summary>
    public string? Txid { get; init; }

    /// <summary>The charge, as the gateway names it.</summary>
    public string? Reference { get; init; }

    /// <summary>The payment, as the gateway names it.</summary>
    public string? ExternalId { get; init; }
    public NoticeStatus Status { get; private set; }
    public int Tries { get; private set; }

    /// <summary>When it is looked at again; null once it is over.</summary>
    public DateTimeOffset? NextLookAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Its news carries the name of something.</summary>
    public bool SaysWhat => (Txid ?? Reference ?? ExternalId) is not null;

    /// <summary>It carries a name that only we give.</summary>
    public bool NamesOurs => PixTxid.TryRead<Charge>(Txid, out _);

    internal void LookAgain(DateTimeOffset at)
    {
        Invariant.Holds(Status is NoticeStatus.Waiting, $"Notice {Id} is {Status}.");
        (Tries, NextLookAt) = (Tries + 1, at);
    }

    internal void End(NoticeStatus status, DateTimeOffset now)
    {
        Invariant.Holds(Status is NoticeStatus.Waiting && status is not NoticeStatus.Waiting, $"Notice {Id} is {Status}.");
        (Status, Tries, NextLookAt, EndedAt) = (status, Tries + 1, null, now);
    }
}

internal sealed class GatewayNoticeMapping : IEntityTypeConfiguration<GatewayNotice>
{
    public void Configure(EntityTypeBuilder<GatewayNotice> notice)
    {
        notice.ToTable("gateway_notices", t => t.HasCheckConstraint("gateway_notices_end_is_dated", "(status = 'Waiting') = (ended_at is null)"));
        notice.HasKey(n => new { n.CreditorId, n.Id });
        notice.Ignore(n => n.SaysWhat).Ignore(n => n.NamesOurs);
        notice.HasIndex(n => n.GatewayAccountId).HasFilter("status = 'Waiting'").HasDatabaseName("ix_gateway_notices_waiting");
        notice.HasIndex(n => n.ReceivedAt);
        notice.HasIndex(n => new { n.GatewayAccountId, n.EventKey }).IsUnique();
    }
}

public static class GatewayNoticesInDb
{
    extension(AppDb db)
    {
        public DbSet<GatewayNotice> GatewayNotices => db.Set<GatewayNotice>();

        /// <summary>The charge a notice speaks of: by our name for it, else by the gateway's, else by the money, for a chargeback knows only that.</summary>
        internal async Task<Charge?> ChargeOfAsync(GatewayNotice notice)
        {
            var charges = db.Charges.AsNoTracking().Where(c => c.GatewayAccountId == notice.GatewayAccountId);

            if (PixTxid.TryRead<Charge>(notice.Txid, out var id) && await charges.SingleOrDefaultAsync(c => c.Id == id) is { } named)
            {
                return named;
            }

            if (notice.Reference is { } reference && await charges.FirstOrDefaultAsync(c => c.GatewayReference == reference) is { } referred)
            {
                return referred;
            }

            var payments = db.Payments.Where(p => p.GatewayAccountId == notice.GatewayAccountId && p.ExternalId == notice.ExternalId);
            return notice.ExternalId is null ? null : await charges.FirstOrDefaultAsync(c => payments.Any(p => p.ChargeId == c.Id));
        }
    }
}
