using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Staff;

/// <summary>What an invitation is for: an account, or a new second proof for who lost the phone.</summary>
public enum InvitationPurpose { Join, SecondProof }

/// <summary>
/// A link by which somebody sets their own proofs: good for 72 hours, once. Found by the hash of what the link holds before
/// any creditor is known, so its rows have a policy of their own, as those of users.
/// </summary>
public sealed class StaffInvitation : IOfCreditor
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(72);

    public Id<StaffInvitation> Id { get; private init; } = Id<StaffInvitation>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<StaffUser> UserId { get; init; }
    public required InvitationPurpose Purpose { get; init; }

    /// <summary>SHA-256 of 256 random bits, which only the letter holds.</summary>
    public required byte[] TokenHash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Only ever set by the statement that takes it: of two at once, one does.</summary>
    public DateTimeOffset? UsedAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public uint Version { get; private init; }

    public bool IsOpen(DateTimeOffset now) => UsedAt is null && RevokedAt is null && now < ExpiresAt;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

/// <summary>The text of a link: 256 random bits.</summary>
internal static class InvitationToken
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Null for what is no token at all.</summary>
    public static byte[]? HashOf(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return text.Length == Base64Url.GetEncodedLength(Bytes) && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == Bytes
            ? SHA256.HashData(bytes)
            : null;
    }
}

internal sealed class StaffInvitationMapping : IEntityTypeConfiguration<StaffInvitation>
{
    public void Configure(EntityTypeBuilder<StaffInvitation> invitation)
    {
        invitation.ToTable("staff_invitations", t => t.HasCheckConstraint("staff_invitations_end_once", "used_at is null or revoked_at is null"));
        invitation.HasOne<Creditor>().WithMany().HasForeignKey(i => i.CreditorId);
        invitation.HasOne<StaffUser>().WithMany().HasForeignKey(i => i.UserId);
        invitation.HasIndex(i => i.TokenHash).IsUnique();
        invitation.HasIndex(i => i.UserId).IsUnique().HasFilter("used_at is null and revoked_at is null").HasDatabaseName("ux_staff_invitations_one_open");
        invitation.Property(i => i.Version).IsRowVersion();
    }
}

public static class StaffInvitationsInDb
{
    extension(AppDb db)
    {
        public DbSet<StaffInvitation> StaffInvitations => db.Set<StaffInvitation>();
    }
}
