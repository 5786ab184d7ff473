using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Staff;

public enum StaffRole { Support, Supervisor, CreditorAdmin }

/// <summary>Asked in, let in, or let go for good.</summary>
public enum StaffStatus { Invited, Active, Disabled }

/// <summary>
/// Somebody who works at a creditor. Found by its own sign-in before any creditor is known, so its rows have a policy
/// of their own instead of the tenant's filter. The user name is a keyed hash of the e-mail, which lies sealed; a
/// sign-in finds it only while the user is active.
/// </summary>
public sealed class StaffUser : IdentityUser<Id<StaffUser>>, IOfCreditor
{
    public const int LongestName = 120;
    internal const string EmailContext = "staff-email";
    internal const string TotpContext = "staff-totp";
    private const int StampBytes = 20;

    public required Id<Creditor> CreditorId { get; init; }
    public required string Name { get; set; }
    public required StaffRole Role { get; set; }
    public required byte[] SealedEmail { get; init; }

    /// <summary>None before the first code was proved, and after the phone was lost.</summary>
    public byte[]? SealedTotpSecret { get; private set; }

    /// <summary>The last time step a code was taken for. Only ever moved by the statement that takes one.</summary>
    public long LastTotpStep { get; private init; }

    /// <summary>Keyed hashes of the codes left for the day the phone is lost. Only ever changed by one statement.</summary>
    public required byte[][] RecoveryCodeHashes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? JoinedAt { get; private set; }
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Only ever moved by the statement that lets somebody in.</summary>
    public DateTimeOffset? LastSignInAt { get; private init; }

    /// <summary>Alçada: the part of a balance this user may give up alone, and the amount; zero for nothing.</summary>
    public decimal MaxDiscountRate { get; private set; }
    public Money MaxGivenUp { get; private set; }

    public Authority Authority => new(MaxDiscountRate, MaxGivenUp);

    public StaffStatus Status => this switch
    {
        { DisabledAt: not null } => StaffStatus.Disabled,
        { JoinedAt: null } => StaffStatus.Invited,
        _ => StaffStatus.Active,
    };

    public string EmailOf(Vault vault) => vault.OpenText(SealedEmail, EmailContext);

    public void Entrust(Authority authority)
    {
        (MaxDiscountRate, MaxGivenUp) = (authority.MaxDiscountRate, authority.MaxGivenUp);
        Touch();
    }

    /// <summary>May sign in from now on, with the password set beside this.</summary>
    public void Join(byte[] sealedTotpSecret, DateTimeOffset now)
    {
        Invariant.Holds(Status is StaffStatus.Invited, $"User {Id} is {Status}.");
        (SealedTotpSecret, JoinedAt, NormalizedUserName, SecurityStamp) = (sealedTotpSecret, now, UserName, NewStamp());
        Touch();
    }

    /// <summary>Every session ends: each holds the stamp it began with.</summary>
    public void ChangePassword(string hash)
    {
        (PasswordHash, SecurityStamp) = (hash, NewStamp());
        Touch();
    }

    /// <summary>Nothing proves this user a second time, until a new phone is linked; every session ends.</summary>
    public void LosePhone()
    {
        (SealedTotpSecret, SecurityStamp) = (null, NewStamp());
        Touch();
    }

    public void LinkPhone(byte[] sealedTotpSecret)
    {
        Invariant.Holds(Status is StaffStatus.Active, $"User {Id} is {Status}.");
        SealedTotpSecret = sealedTotpSecret;
        Touch();
    }

    /// <summary>Never signs in again. The row stays for whoever reads what this user did; the e-mail is free for a new account.</summary>
    public void Disable(DateTimeOffset now)
    {
        Invariant.Holds(Status is not StaffStatus.Disabled, $"User {Id} was let go.");
        (DisabledAt, NormalizedUserName, PasswordHash, SealedTotpSecret, SecurityStamp) = (now, null, null, null, NewStamp());
        Touch();
    }

    // A copy of the row read before must not bring back what was.
    private void Touch() => ConcurrencyStamp = Guid.CreateVersion7().ToString();

    internal static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(StampBytes));

    internal static string UserNameOf(Vault vault, string email) =>
        Convert.ToHexString(vault.BlindIndex("staff-email", email.Trim().ToLowerInvariant()));
}

internal sealed class StaffUserMapping : IEntityTypeConfiguration<StaffUser>
{
    public void Configure(EntityTypeBuilder<StaffUser> user)
    {
        user.ToTable("staff_users", t =>
        {
            t.HasCheckConstraint("staff_users_authority_is_sound", "max_discount_rate between 0 and 1 and max_given_up_cents >= 0");
            t.HasCheckConstraint("staff_users_are_found_while_active", "(normalized_user_name is not null) = (joined_at is not null and disabled_at is null)");
        });
        user.HasOne<Creditor>().WithMany().HasForeignKey(u => u.CreditorId);
        user.HasIndex(u => u.NormalizedUserName).IsUnique();
        user.HasIndex(u => new { u.CreditorId, u.Id });
        user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();

        // Asked in twice at once is asked in once.
        user.HasIndex(u => new { u.CreditorId, u.UserName }).IsUnique().HasFilter("joined_at is null and disabled_at is null").HasDatabaseName("ux_staff_users_one_invited");

        string[] unused =
        [
            nameof(StaffUser.Email), nameof(StaffUser.NormalizedEmail), nameof(StaffUser.EmailConfirmed), nameof(StaffUser.PhoneNumber),
            nameof(StaffUser.PhoneNumberConfirmed), nameof(StaffUser.TwoFactorEnabled), nameof(StaffUser.LockoutEnabled), nameof(StaffUser.Authority),
        ];
        Array.ForEach(unused, name => user.Ignore(name));

        // Identity writes all columns whenever it writes any: an older copy must not bring a used code or a lower count back.
        string[] countedInPlace =
        [
            nameof(StaffUser.LastTotpStep), nameof(StaffUser.RecoveryCodeHashes), nameof(StaffUser.AccessFailedCount), nameof(StaffUser.LockoutEnd),
            nameof(StaffUser.LastSignInAt),
        ];
        Array.ForEach(countedInPlace, name => user.Property(name).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore));
    }
}

public static class StaffUsersInDb
{
    extension(AppDb db)
    {
        public DbSet<StaffUser> StaffUsers => db.Set<StaffUser>();
    }
}
