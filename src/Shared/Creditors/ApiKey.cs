using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Creditors;

/// <summary>A machine's key to the Admin API: "ak_live_…" or "ak_test_…". Shown once; only its SHA-256 is kept.</summary>
public sealed class ApiKey : IBelongsToCreditor
{
    public required Id<ApiKey> Id { get; init; }
    public required Id<Creditor> CreditorId { get; init; }

    /// <summary>The machine it belongs to: the id of its first key, whichever key it holds by now.</summary>
    public required Id<ApiKey> ClientId { get; init; }
    public required string Name { get; init; }

    /// <summary>The first characters, to tell keys apart in a list.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole key. The key has 160 random bits, so a plain hash cannot be searched.</summary>
    public required byte[] Hash { get; init; }
    public required string[] Scopes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; internal set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }

    public bool IsAlive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>Brings the end nearer, never further away.</summary>
    public void EndBy(DateTimeOffset instant) => ExpiresAt = ExpiresAt < instant ? ExpiresAt : instant;

    /// <summary>True when it was still standing.</summary>
    public bool Revoke(DateTimeOffset now)
    {
        var standing = RevokedAt is null;
        RevokedAt ??= now;
        return standing;
    }
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys");
        key.HasOne<Creditor>().WithMany().HasForeignKey(k => k.CreditorId);
        key.HasIndex(k => k.Hash).IsUnique();
        key.HasOne<ApiKey>().WithMany().HasForeignKey(k => k.ClientId);
        key.HasIndex(k => new { k.CreditorId, k.Id });
    }
}

public static class ApiKeysInDb
{
    extension(AppDb db)
    {
        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();
    }
}
