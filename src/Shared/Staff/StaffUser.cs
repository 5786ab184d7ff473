using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Staff;

public enum StaffRole { Support, Supervisor, CreditorAdmin }

/// <summary>
/// Somebody who works at a creditor. Found by its own sign-in before any creditor is known, so its rows have a policy
/// of their own instead of the tenant's filter. The user name is a keyed hash of the e-mail, which lies sealed.
/// </summary>
public sealed class StaffUser : IdentityUser<Id<StaffUser>>
{
    internal const string EmailContext = "staff-email";
    internal const string TotpContext = "staff-totp";

    public required Id<Creditor> CreditorId { get; init; }
    public required string Name { get; set; }
    public required StaffRole Role { get; set; }
    public required byte[] SealedEmail { get; init; }
    public required byte[] SealedTotpSecret { get; init; }

    /// <summary>The last time step a code was taken for. Only ever moved by the statement that takes one.</summary>
    public long LastTotpStep { get; private init; }

    /// <summary>Keyed hashes of the codes left for the day the phone is lost. Only ever shortened by the statement that takes one.</summary>
    public required byte[][] RecoveryCodeHashes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Alçada: the part of a balance this user may give up alone, and the amount; zero for nothing.</summary>
    public decimal MaxDiscountRate { get; private set; }
    public Money MaxGivenUp { get; private set; }

    public Authority Authority => new(MaxDiscountRate, MaxGivenUp);

    /// <summary>The stamp moves too: a copy of the row read before must not bring the old limits back.</summary>
    public void Entrust(Authority authority) =>
        (MaxDiscountRate, MaxGivenUp, ConcurrencyStamp) = (authority.MaxDiscountRate, authority.MaxGivenUp, Guid.CreateVersion7().ToString());

    internal static string UserNameOf(Vault vault, string email) =>
        Convert.ToHexString(vault.BlindIndex("staff-email", email.Trim().ToLowerInvariant()));
}

internal sealed class StaffUserMapping : IEntityTypeConfiguration<StaffUser>
{
    public void Configure(EntityTypeBuilder<StaffUser> user)
    {
        user.ToTable("staff_users", t =>
            t.HasCheckConstraint("staff_users_authority_is_sound", "max_discount_rate between 0 and 1 and max_given_up_cents >= 0"));
        user.HasOne<Creditor>().WithMany().HasForeignKey(u => u.CreditorId);
        user.HasIndex(u => u.NormalizedUserName).IsUnique();
        user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();

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
