using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Documents;

public enum DocumentKind { AgreementTerm, Receipt }

/// <summary>A paper we gave somebody, byte for byte as it was given. The content lies sealed; its SHA-256 is of the clear bytes.</summary>
public sealed class Document : IBelongsToCreditor, IBelongsToPerson
{
    public Id<Document> Id { get; private init; } = Id<Document>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required DocumentKind Kind { get; init; }

    /// <summary>The id of what it is about: an agreement, an instalment.</summary>
    public required Guid Subject { get; init; }
    public required string Sha256 { get; init; }
    public required byte[] SealedContent { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    private const string Context = "document";

    public static Document Of(
        Vault vault, Id<Creditor> creditor, PersonKey person, DocumentKind kind, Guid subject, byte[] content, DateTimeOffset now) => new()
    {
        CreditorId = creditor,
        PersonKey = person,
        Kind = kind,
        Subject = subject,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        SealedContent = vault.Seal(content, Context),
        CreatedAt = now,
    };

    public byte[] Open(Vault vault) => vault.Open(SealedContent, Context);
}

internal sealed class DocumentMapping : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> document)
    {
        document.ToTable("documents");
        document.HasKey(d => new { d.CreditorId, d.Id });
        document.HasIndex(d => new { d.CreditorId, d.Subject, d.Kind }).IsUnique();
        document.HasIndex(d => d.PersonKey);
    }
}

public static class DocumentsInDb
{
    extension(AppDb db)
    {
        public DbSet<Document> Documents => db.Set<Document>();
    }
}
