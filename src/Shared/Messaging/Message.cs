using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Messaging;

public enum MessageKind { OneTimeCode, CureNotice, AgreementUndone, AgreementReinstated, AgreementAccepted, StaffInvitation, StaffSecondProof, StaffPasswordChanged, StaffCodesRenewed, StaffAuthenticatorReplaced }

public enum MessageChannel { Email }

public enum MessageStatus { Queued, Sent, Failed }

/// <summary>One message to one person. The address lies sealed; the words are kept only where an inbox for tests is.</summary>
public sealed class Message : IBelongsToPerson
{
    internal const string AddressContext = "message-address";
    internal const string BodyContext = "message-body";

    public Id<Message> Id { get; private init; } = Id<Message>.New();
    public required PersonKey PersonKey { get; init; }
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

    public void Try()
    {
        Attempts++;
        Status = MessageStatus.Queued;
    }

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
