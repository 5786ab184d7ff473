using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

/// <summary><c>Announced</c>: money may be taken, none has been. <c>Dropped</c>: none was. <c>Won</c>: what was taken came back.</summary>
public enum DisputeStatus { Announced, Taken, Dropped, Won }

/// <summary>Money of a payment that a gateway took back without our asking: a chargeback, a MED of the Pix, a refund made behind our back.</summary>
public sealed class Dispute : IBelongsToCreditor, IBelongsToPerson
{
    private static readonly Dictionary<DisputeStatus, DisputeStatus[]> Next = new()
    {
        [DisputeStatus.Announced] = [DisputeStatus.Taken, DisputeStatus.Dropped],
        [DisputeStatus.Taken] = [DisputeStatus.Won],
        [DisputeStatus.Dropped] = [DisputeStatus.Taken],
        [DisputeStatus.Won] = [],
    };

    public Id<Dispute> Id { get; private init; } = Id<Dispute>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Payment> PaymentId { get; init; }

    /// <summary>What the gateway calls it: the same money taken twice in our ears is taken once.</summary>
    public required string ExternalId { get; init; }
    public required Money Amount { get; init; }

    /// <summary>Whose money it was when it was taken (<see cref="ReturnParts"/>).</summary>
    public Money FromUnapplied { get; private set; }
    public Money FromCredit { get; private set; }
    public Money FromCreditor { get; private set; }

    /// <summary>The gateway's own words for why. For staff.</summary>
    public string? Reason { get; init; }
    public DisputeStatus Status { get; private set; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? TakenAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>Takes in how it stands at the gateway. True when that moved it.</summary>
    internal bool Learn(RemoteRefundStatus remote, DateTimeOffset now)
    {
        var status = StatusOf(remote);

        if (!Next[Status].Contains(status))
        {
            return false;
        }

        (Status, TakenAt) = (status, status is DisputeStatus.Taken ? now : TakenAt);
        EndedAt = status is DisputeStatus.Won or DisputeStatus.Dropped ? now : null;
        return true;
    }

    internal void TakeFrom(ReturnParts parts)
    {
        Invariant.Holds(Status is DisputeStatus.Taken && parts.Total == Amount, $"Dispute {Id} is {Status}.");
        (FromUnapplied, FromCredit, FromCreditor) = (parts.Unapplied, parts.Credit, parts.Creditor);
    }

    private DisputeStatus StatusOf(RemoteRefundStatus remote) => (remote, Status) switch
    {
        (RemoteRefundStatus.Pending, _) => DisputeStatus.Announced,
        (RemoteRefundStatus.Succeeded, _) => DisputeStatus.Taken,
        (_, DisputeStatus.Taken) => DisputeStatus.Won,
        _ => DisputeStatus.Dropped,
    };
}

internal sealed class DisputeMapping : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> dispute)
    {
        dispute.ToTable("disputes", t =>
        {
            t.HasCheckConstraint("disputes_amount_is_positive", "amount_cents > 0");
            t.HasCheckConstraint(
                "disputes_parts_add_up",
                "least(from_unapplied_cents, from_credit_cents, from_creditor_cents) >= 0 "
                + "and (taken_at is null or from_unapplied_cents + from_credit_cents + from_creditor_cents = amount_cents)");
        });
        dispute.HasKey(d => new { d.CreditorId, d.Id });
        dispute.HasOne<Payment>().WithMany().HasForeignKey(d => new { d.CreditorId, d.PaymentId });
        dispute.Property(d => d.Version).IsRowVersion();
        dispute.HasIndex(d => new { d.CreditorId, d.PaymentId, d.ExternalId }).IsUnique();
        dispute.HasIndex(d => d.PersonKey);
    }
}

public static class DisputesInDb
{
    extension(AppDb db)
    {
        public DbSet<Dispute> Disputes => db.Set<Dispute>();
    }
}
