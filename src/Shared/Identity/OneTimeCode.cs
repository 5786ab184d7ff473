using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Identity;

/// <summary>
/// A request to be let in, and the code that answers it. Made for every document, known or not; the code exists only
/// as a keyed hash, from the moment it is sent. A proven one stays: its id is the evidence of who accepted what.
/// </summary>
public sealed class OneTimeCode : IBelongsToPerson
{
    public const int MaxAttempts = 5;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public Id<OneTimeCode> Id { get; private init; } = Id<OneTimeCode>.New();
    public required PersonKey PersonKey { get; init; }

    /// <summary>Ties the challenge to the browser that asked.</summary>
    public required byte[] NonceHash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public byte[]? CodeHash { get; private set; }
    public DateTimeOffset? IssuedAt { get; private set; }
    public int Attempts { get; private init; }
    public DateTimeOffset? ConsumedAt { get; private init; }

    /// <summary>Makes the code, good for ten minutes from now. Nothing keeps it: the caller sends it and forgets it.</summary>
    public string Issue(Vault vault, DateTimeOffset now)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        (CodeHash, IssuedAt, ExpiresAt) = (HashOf(vault, Id, code), now, now + Life);
        return code;
    }

    public void Supersede(DateTimeOffset now) => ExpiresAt = now;

    internal static byte[] HashOf(Vault vault, Id<OneTimeCode> challenge, string code) => vault.BlindIndex("one-time-code", $"{challenge}|{code}");

    internal static byte[] HashOfNonce(Vault vault, string nonce) => vault.BlindIndex("code-nonce", nonce);
}

internal sealed class OneTimeCodeMapping : IEntityTypeConfiguration<OneTimeCode>
{
    public void Configure(EntityTypeBuilder<OneTimeCode> code)
    {
        code.ToTable("one_time_codes", t => t.HasCheckConstraint("one_time_codes_few_attempts", "attempts between 0 and 5"));
        code.HasIndex(c => new { c.PersonKey, c.CreatedAt });
        code.HasIndex(c => c.CreatedAt);
    }
}

public static class OneTimeCodesInDb
{
    extension(AppDb db)
    {
        public DbSet<OneTimeCode> OneTimeCodes => db.Set<OneTimeCode>();
    }
}
