using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Debts;

/// <summary>What a paper about a debt is: its contract, a bill, a statement, the proof that the credit was assigned, or something else.</summary>
public enum PaperKind { Contract, Invoice, Statement, Assignment, Other }

/// <summary>Whether a file may be opened: being looked at, clean, let through unscanned because no scanner is set up, or refused and thrown away.</summary>
public enum PaperStatus { Waiting, Clean, Unscanned, Refused }

/// <summary>A file that a creditor attached to a debt, for the debtor to see where it comes from (product D6). The content lies sealed.</summary>
public sealed class DebtPaper : IBelongsToCreditor, IBelongsToPerson
{
    private const string Context = "debt-paper";

    public Id<DebtPaper> Id { get; private init; } = Id<DebtPaper>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Debt> DebtId { get; init; }
    public required PaperKind Kind { get; init; }
    public required PaperFormat Format { get; init; }
    public required int SizeBytes { get; init; }

    /// <summary>Of the clear bytes: the same file on the same debt is the same paper.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Empty once it was refused.</summary>
    public required byte[] SealedContent { get; set; }
    public PaperStatus Status { get; private set; }

    /// <summary>What a scanner called it.</summary>
    public string? Threat { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ScannedAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>May be given to somebody.</summary>
    public bool IsOpen => Status is PaperStatus.Clean or PaperStatus.Unscanned;

    internal static byte[] Seal(Vault vault, byte[] content) => vault.Seal(content, Context);

    internal static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public byte[] Open(Vault vault) => vault.Open(SealedContent, Context);

    internal void LetThrough(PaperStatus status, DateTimeOffset now)
    {
        Invariant.Holds(Status is PaperStatus.Waiting && status is PaperStatus.Clean or PaperStatus.Unscanned, $"Paper {Id} is {Status}.");
        (Status, ScannedAt) = (status, now);
    }

    internal void Refuse(string threat, DateTimeOffset now)
    {
        Invariant.Holds(Status is PaperStatus.Waiting, $"Paper {Id} is {Status}.");
        (Status, Threat, ScannedAt, SealedContent) = (PaperStatus.Refused, threat, now, []);
    }
}

internal sealed class DebtPaperMapping : IEntityTypeConfiguration<DebtPaper>
{
    public void Configure(EntityTypeBuilder<DebtPaper> paper)
    {
        paper.ToTable("debt_papers");
        paper.HasKey(p => new { p.CreditorId, p.Id });
        paper.HasOne<Debt>().WithMany().HasForeignKey(p => new { p.CreditorId, p.DebtId });
        paper.Ignore(p => p.IsOpen);
        paper.Property(p => p.Version).IsRowVersion();
        paper.HasIndex(p => new { p.CreditorId, p.DebtId, p.Sha256 }).IsUnique();
        paper.HasIndex(p => p.PersonKey);
    }
}

public static class DebtPapersInDb
{
    extension(AppDb db)
    {
        public DbSet<DebtPaper> DebtPapers => db.Set<DebtPaper>();
    }
}
