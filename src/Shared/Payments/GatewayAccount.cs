using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

public enum GatewayName { Sandbox, Pix, Stripe }

/// <summary>An account of a creditor at a payment gateway. The platform pools no money: each creditor brings its own.</summary>
public sealed class GatewayAccount : IBelongsToCreditor
{
    public Id<GatewayAccount> Id { get; private init; } = Id<GatewayAccount>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required GatewayName Gateway { get; init; }
    public required string Name { get; set; }

    /// <summary>Lower is tried first.</summary>
    public required int Priority { get; set; }
    public required PaymentMethod[] Methods { get; set; }
    public bool IsEnabled { get; set; } = true;

    /// <summary>Who the bank app will show: up to 25 and 15 plain characters in a BR Code.</summary>
    public required string BeneficiaryName { get; set; }
    public required string BeneficiaryCity { get; set; }

    /// <summary>Live money or play money. That of its creditor, and no gateway may be told otherwise.</summary>
    public required CreditorMode Mode { get; init; }

    /// <summary>Where and how it is spoken to. No secret is in it.</summary>
    public GatewaySettings Settings { get; set; } = new();

    /// <summary>Credentials and the secret that signs the gateway's notices, sealed (<see cref="GatewaySecrets"/>).</summary>
    public required byte[] SealedSecrets { get; set; }

    /// <summary>When the certificate it is spoken to with runs out.</summary>
    public DateTimeOffset? CertificateNotAfter { get; private set; }

    /// <summary>How many days before its end the last warning about this certificate spoke of; null before the first.</summary>
    public int? CertificateWarnedDays { get; set; }

    /// <summary>Finds the account by the secret in the address of its notices, where the secret is all that names it (API Pix).</summary>
    public byte[]? HookHash { get; set; }

    /// <summary>Since when its gateway knows where to post notices, as far as we have told it.</summary>
    public DateTimeOffset? NoticesRegisteredAt { get; set; }

    /// <summary>The gateway no longer takes its credentials: nothing is tried through it until somebody mends them.</summary>
    public DateTimeOffset? LockedOutAt { get; set; }
    public uint Version { get; private init; }

    /// <summary>Tells one set of credentials from the next, and nothing of either.</summary>
    public string CredentialsMark => Convert.ToHexStringLower(SHA256.HashData(SealedSecrets).AsSpan(0, 8));

    /// <summary>Another certificate has its own warnings.</summary>
    public void TakeCertificate(DateTimeOffset notAfter)
    {
        CertificateWarnedDays = notAfter == CertificateNotAfter ? CertificateWarnedDays : null;
        CertificateNotAfter = notAfter;
    }

    /// <summary>It has credentials that nobody has refused yet.</summary>
    public void Unlock() => LockedOutAt = null;

    /// <summary>Whether a new attempt may go through it.</summary>
    public bool Takes(PaymentMethod method) => IsEnabled && LockedOutAt is null && Methods.Contains(method);
}

/// <summary>Where a gateway is found and how it is spoken to.</summary>
public sealed record GatewaySettings
{
    /// <summary>Another address than the gateway's own; anything that speaks its contract may stand there.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Where tokens are given out, if not below <see cref="BaseUrl"/>.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>For API Pix: the name of the PSP's profile ("efi", "sicredi"…).</summary>
    public string? Profile { get; init; }

    /// <summary>For API Pix: the key that receives.</summary>
    public string? PixKey { get; init; }
}

internal sealed class GatewayAccountMapping : IEntityTypeConfiguration<GatewayAccount>
{
    public void Configure(EntityTypeBuilder<GatewayAccount> account)
    {
        account.ToTable("gateway_accounts");
        account.HasKey(a => new { a.CreditorId, a.Id });
        account.HasOne<Creditor>().WithMany().HasForeignKey(a => a.CreditorId);
        account.HasIndex(a => a.Id).IsUnique();
        account.HasIndex(a => a.HookHash).IsUnique();
        account.Ignore(a => a.CredentialsMark);
        account.Property(a => a.Version).IsRowVersion();
        account.Property(a => a.Settings).HasColumnType("jsonb").HasConversion(
            settings => JsonSerializer.Serialize(settings, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<GatewaySettings>(json, JsonSerializerOptions.Web)!);
        account.PrimitiveCollection(a => a.Methods).ElementType().HasConversion<string>();
    }
}

public static class GatewayAccountsInDb
{
    extension(AppDb db)
    {
        public DbSet<GatewayAccount> GatewayAccounts => db.Set<GatewayAccount>();
    }
}
