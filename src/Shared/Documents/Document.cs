using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Documents;

public enum DocumentKind { AgreementTerm, Receipt, SettlementTerm, YearStatement }

/// <summary>A paper we gave somebody, byte for byte as it was given. The content lies sealed; its SHA-256 is of the clear bytes.</summary>
public sealed class Document : IBelongsToCreditor, IBelongsToPerson
{
    public Id<Document> Id { get; private init; } = Id<Document>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required DocumentKind Kind { get; init; }

    /// <summary>The id of what it is about: an agreement, an instalment, a year of a person.</summary>
    public required Guid Subject { get; init; }
    public required string Sha256 { get; init; }
    public required byte[] SealedContent { get; init; }

    /// <summary>The code by which anybody who holds the paper can ask whether it is true: sealed, and the keyed hash it is found by.</summary>
    public byte[]? SealedCode { get; private init; }
    public byte[]? CodeHash { get; private init; }
    public required DateTimeOffset CreatedAt { get; init; }

    private const string Context = "document";
    private const string CodeContext = "document-code";

    public static Document Of(
        Vault vault, Id<Creditor> creditor, PersonKey person, DocumentKind kind, Guid subject, byte[] content, DateTimeOffset now,
        VerificationCode? code = null) => new()
    {
        CreditorId = creditor,
        PersonKey = person,
        Kind = kind,
        Subject = subject,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        SealedContent = vault.Seal(content, Context),
        SealedCode = code is null ? null : vault.Seal(code.Text, CodeContext),
        CodeHash = code?.HashBy(vault),
        CreatedAt = now,
    };

    public byte[] Open(Vault vault) => vault.Open(SealedContent, Context);

    /// <summary>Null for papers that nobody else is asked to believe.</summary>
    public VerificationCode? OpenCode(Vault vault) =>
        SealedCode is { } code && VerificationCode.TryParse(vault.OpenText(code, CodeContext), out var opened) ? opened : null;
}

internal sealed class DocumentMapping : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> document)
    {
        document.ToTable("documents", t => t.HasCheckConstraint("documents_code_has_both_halves", "(sealed_code is null) = (code_hash is null)"));
        document.HasKey(d => new { d.CreditorId, d.Id });
        document.HasIndex(d => new { d.CreditorId, d.Subject, d.Kind }).IsUnique();
        document.HasIndex(d => d.PersonKey);
        document.HasIndex(d => d.CodeHash).IsUnique().HasFilter("code_hash is not null");
    }
}

public static class DocumentsInDb
{
    extension(AppDb db)
    {
        public DbSet<Document> Documents => db.Set<Document>();

        /// <summary>The paper of this kind about a subject, as it was given; null before it was.</summary>
        public Task<Document?> PaperAsync(Id<Creditor> creditor, DocumentKind kind, Guid subject) => db.Documents.AsNoTracking()
            .SingleOrDefaultAsync(d => d.CreditorId == creditor && d.Subject == subject && d.Kind == kind);

        /// <summary>Keeps a paper that was just drawn. Asked for twice at once, both get the one that was kept, and its code.</summary>
        public async Task<Document> KeepAsync(Document drawn)
        {
            db.Add(drawn);

            try
            {
                await db.SaveChangesAsync();
                return drawn;
            }
            catch (DbUpdateException failure) when (failure.LostRace)
            {
                db.ChangeTracker.Clear();
                return (await db.PaperAsync(drawn.CreditorId, drawn.Kind, drawn.Subject))!;
            }
        }
    }
}
