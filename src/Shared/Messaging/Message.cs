using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Messaging;

public enum MessageKind { OneTimeCode, CureNotice, AgreementUndone, AgreementReinstated, AgreementAccepted, StaffInvitation, StaffSecondProof, StaffPasswordChanged, StaffCodesRenewed, StaffAuthenticatorReplaced }

public enum MessageChannel { Email }

/// <summary>A message that is <see cref="Postponed"/> goes when it may; one that had no sense left by then is <see cref="Dropped"/>.</summary>
public enum MessageStatus { Queued, Sent, Failed, Postponed, Dropped }

/// <summary>
/// One message to one person, and the rule that let it go or held it back. The address lies sealed; the words are kept only where an
/// inbox for tests is.
/// </summary>
public sealed class Message : IBelongsToPerson
{
    internal const string AddressContext = "message-address";
    internal const string BodyContext = "message-body";

    // Longer than any channel takes: after that whoever was sending it is gone.
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(2);

    public Id<Message> Id { get; private init; } = Id<Message>.New();
    public required PersonKey PersonKey { get; init; }

    /// <summary>The creditor it speaks for; null when the platform speaks for itself.</summary>
    public required Id<Creditor>? OnBehalfOf { get; init; }
    public required MessageKind Kind { get; init; }
    public required MessageChannel Channel { get; init; }

    /// <summary>The id of what it is about. One kind of message about one thing is one row, however often it was tried.</summary>
    public required Guid About { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required byte[] SealedAddress { get; set; }
    public byte[]? SealedBody { get; set; }
    public MessageStatus Status { get; private set; }
    public int Attempts { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Why it did not go, without the words of the other side: they may repeat the address.</summary>
    public string? Failure { get; private set; }

    /// <summary>What let it go when it was last tried, and when that was.</summary>
    public ContactRule? AllowedBy { get; private set; }
    public DateTimeOffset? AllowedAt { get; private set; }

    /// <summary>What held it back last, until when, and how often something did. Stays when it goes in the end.</summary>
    public ContactRule? BlockedBy { get; private set; }
    public DateTimeOffset? PostponedUntil { get; private set; }
    public int Postponements { get; private set; }

    /// <summary>When to look at it again; null when it is over. What somebody else is sending at this moment is looked at a little later.</summary>
    public DateTimeOffset? LookAgainAt => Status switch
    {
        MessageStatus.Postponed => PostponedUntil,
        MessageStatus.Queued => AllowedAt + InFlight,
        _ => null,
    };

    internal bool IsInFlight(DateTimeOffset now) => Status is MessageStatus.Queued && now < LookAgainAt;

    public void Try(ContactRule allowedBy, DateTimeOffset now)
    {
        Attempts++;
        (Status, AllowedBy, AllowedAt) = (MessageStatus.Queued, allowedBy, now);
    }

    public void Postpone(ContactRule blockedBy, DateTimeOffset until)
    {
        Postponements++;
        (Status, BlockedBy, PostponedUntil) = (MessageStatus.Postponed, blockedBy, until);
    }

    /// <summary>What it says is no longer so. One that is not waiting stays as it is.</summary>
    public void Drop() => Status = Status is MessageStatus.Postponed ? MessageStatus.Dropped : Status;

    public void Sent(DateTimeOffset now) => (Status, SentAt, Failure) = (MessageStatus.Sent, now, null);

    public void Fail(string why) => (Status, Failure) = (MessageStatus.Failed, why);
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.ToTable("messages");
        message.HasIndex(m => new { m.PersonKey, m.Id });
        message.HasIndex(m => new { m.About, m.Kind }).IsUnique();
    }
}

public static class MessagesInDb
{
    extension(AppDb db)
    {
        public DbSet<Message> Messages => db.Set<Message>();
    }
}
