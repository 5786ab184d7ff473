using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Platform;

/// <summary>
/// The first answer to a write, kept so that a repeated request gets the same one. Written in the transaction of
/// the act itself: a crash before the commit leaves neither.
/// </summary>
public sealed class IdempotencyRow : IBelongsToCreditor
{
    public required Id<Creditor> CreditorId { get; init; }

    /// <summary>Who asked (an API key or OAuth client) and the creditor's own key, 1 to 255 visible characters.</summary>
    public required string Caller { get; init; }
    public required string Key { get; init; }

    /// <summary>Keyed hash over method, path and body.</summary>
    public required byte[] Fingerprint { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int? StatusCode { get; set; }

    /// <summary>Headers and body of the answer, sealed: answers can hold personal data.</summary>
    public byte[]? SealedAnswer { get; set; }
}

internal sealed class IdempotencyRowMapping : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> row)
    {
        row.ToTable("idempotency_keys");
        row.HasKey(r => new { r.CreditorId, r.Caller, r.Key });
        row.HasIndex(r => r.CreatedAt);
    }
}
