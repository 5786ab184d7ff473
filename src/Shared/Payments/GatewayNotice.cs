using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

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

    /// <summary>When the charge it speaks of was looked up; null while it waits to be matched.</summary>
    public DateTimeOffset? MatchedAt { get; set; }
}

internal sealed class GatewayNoticeMapping : IEntityTypeConfiguration<GatewayNotice>
{
    public void Configure(EntityTypeBuilder<GatewayNotice> notice)
    {
        notice.ToTable("gateway_notices");
        notice.HasKey(n => new { n.CreditorId, n.Id });
        notice.HasIndex(n => new { n.GatewayAccountId, n.EventKey }).IsUnique();
    }
}

public static class GatewayNoticesInDb
{
    extension(AppDb db)
    {
        public DbSet<GatewayNotice> GatewayNotices => db.Set<GatewayNotice>();
    }
}
