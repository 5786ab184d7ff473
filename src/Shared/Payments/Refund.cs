using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

/// <summary>
/// The life of money on its way back (docs/money.md). <c>Unknown</c>: the gateway may or may not have it, and is asked again under
/// the same id. <c>Succeeded</c> is not the end: banks send money back days later.
/// </summary>
public enum RefundStatus { Requested, Unknown, Pending, Succeeded, Failed, Cancelled }

/// <summary>Through the gateway that was paid; or by a transfer that somebody makes, where the gateway cannot.</summary>
public enum RefundChannel { Gateway, Manual }

/// <summary>Why money is given back. A code and no text: a text would end up naming people.</summary>
public enum RefundReason { PaidTwice, PaidTooMuch, AskedByDebtor, MadeInError, Other }

/// <summary>Money of one payment that is given back, once: whatever is asked of a gateway is asked under this row's id.</summary>
public sealed class Refund : IBelongsToCreditor, IBelongsToPerson
{
    // Failed is the last word: an old answer that arrives late must not undo it, and money that left after all is found by reconciliation.
    private static readonly Dictionary<RefundStatus, RefundStatus[]> Next = new()
    {
        [RefundStatus.Requested] = [RefundStatus.Unknown, RefundStatus.Pending, RefundStatus.Succeeded, RefundStatus.Failed, RefundStatus.Cancelled],
        [RefundStatus.Unknown] = [RefundStatus.Pending, RefundStatus.Succeeded, RefundStatus.Failed, RefundStatus.Cancelled],
        [RefundStatus.Pending] = [RefundStatus.Succeeded, RefundStatus.Failed, RefundStatus.Cancelled],
        [RefundStatus.Succeeded] = [RefundStatus.Failed, RefundStatus.Cancelled],
        [RefundStatus.Failed] = [],
        [RefundStatus.Cancelled] = [],
    };

    /// <summary>Those that gave nothing back.</summary>
    public static readonly IReadOnlyList<RefundStatus> Void = [RefundStatus.Failed, RefundStatus.Cancelled];

    /// <summary>Banks take no longer than this: after that somebody asks them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    public Id<Refund> Id { get; private init; } = Id<Refund>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Payment> PaymentId { get; init; }

    /// <summary>1 for the first of its payment: two that are asked for at once meet at this number.</summary>
    public required int Number { get; init; }
    public required Money Amount { get; init; }

    /// <summary>Whose money it was, part by part: nobody's yet, the debtor's credit, the creditor's.</summary>
    public required Money FromUnapplied { get; init; }
    public required Money FromCredit { get; init; }
    public required Money FromCreditor { get; init; }
    public required RefundChannel Channel { get; init; }
    public required RefundReason Reason { get; init; }
    public RefundStatus Status { get; private set; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the gateway was first asked, or about to be: from then on it cannot be called off.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>What the gateway calls it.</summary>
    public string? ExternalId { get; private set; }

    /// <summary>How the transfer is found at the bank (E2E id, receipt number), where somebody made it.</summary>
    public string? TransferReference { get; private set; }
    public string? FailureCode { get; private set; }
    public DateTimeOffset? SucceededAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>The name the gateway knows it by: 32 hex digits.</summary>
    public string GatewayId => PixTxid.Of(Id);

    public bool IsVoid => Status is RefundStatus.Failed or RefundStatus.Cancelled;

    public bool CanBeCalledOff => Status is RefundStatus.Requested && AskedAt is null;

    public void BeginAsking(DateTimeOffset now) => AskedAt ??= now;

    /// <summary>Takes in how it stands at the gateway. True when that moved it; a move that is not in the table is not made.</summary>
    internal bool Learn(RemoteRefund remote, DateTimeOffset now)
    {
        ExternalId ??= remote.ExternalId;
        return MoveTo(StatusOf(remote.Status), remote.Status is RemoteRefundStatus.Failed ? remote.Reason ?? "failed" : null, now);
    }

    /// <summary>Nobody can say whether the gateway has it.</summary>
    internal bool LoseSight(DateTimeOffset now) => MoveTo(RefundStatus.Unknown, null, now);

    internal bool Fail(string code, DateTimeOffset now) => MoveTo(RefundStatus.Failed, code, now);

    internal bool CallOff(DateTimeOffset now)
    {
        Invariant.Holds(CanBeCalledOff, $"Refund {Id} is {Status}, asked for at {AskedAt}: it cannot be called off.");
        return MoveTo(RefundStatus.Cancelled, null, now);
    }

    /// <summary>Somebody made the transfer.</summary>
    internal bool Confirm(string reference, DateTimeOffset now)
    {
        Invariant.Holds(Channel is RefundChannel.Manual, $"Refund {Id} goes through its gateway.");
        TransferReference = reference;
        return MoveTo(RefundStatus.Succeeded, null, now);
    }

    private bool MoveTo(RefundStatus status, string? failureCode, DateTimeOffset now)
    {
        if (!Next[Status].Contains(status))
        {
            return false;
        }

        (Status, FailureCode) = (status, failureCode ?? FailureCode);
        SucceededAt = status is RefundStatus.Succeeded ? now : SucceededAt;
        EndedAt = IsVoid || status is RefundStatus.Succeeded ? now : null;
        return true;
    }

    private static RefundStatus StatusOf(RemoteRefundStatus remote) => remote switch
    {
        RemoteRefundStatus.Pending => RefundStatus.Pending,
        RemoteRefundStatus.Succeeded => RefundStatus.Succeeded,
        RemoteRefundStatus.Failed => RefundStatus.Failed,
        _ => RefundStatus.Cancelled,
    };
}

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> refund)
    {
        refund.ToTable("refunds", t =>
        {
            t.HasCheckConstraint("refunds_amount_is_positive", "amount_cents > 0");
            t.HasCheckConstraint(
                "refunds_parts_add_up",
                "least(from_unapplied_cents, from_credit_cents, from_creditor_cents) >= 0 and from_unapplied_cents + from_credit_cents + from_creditor_cents = amount_cents");
            t.HasCheckConstraint("refunds_by_hand_name_their_transfer", "channel <> 'Manual' or status <> 'Succeeded' or transfer_reference is not null");
        });
        refund.HasKey(r => new { r.CreditorId, r.Id });
        refund.HasOne<Payment>().WithMany().HasForeignKey(r => new { r.CreditorId, r.PaymentId });
        refund.Property(r => r.Version).IsRowVersion();
        refund.Property(r => r.TransferReference).HasMaxLength(80);
        refund.Ignore(r => r.GatewayId);
        refund.HasIndex(r => new { r.CreditorId, r.PaymentId, r.Number }).IsUnique();
        refund.HasIndex(r => r.PersonKey);
    }
}

public static class RefundsInDb
{
    extension(AppDb db)
    {
        public DbSet<Refund> Refunds => db.Set<Refund>();
    }
}
