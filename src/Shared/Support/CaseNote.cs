using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Support;

/// <summary>What somebody wrote down about a case, for colleagues. Only ever added.</summary>
public sealed class CaseNote : IBelongsToCreditor
{
    internal const string Context = "case-note";

    public Id<CaseNote> Id { get; private init; } = Id<CaseNote>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<Case> CaseId { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }
    public required string ActorKind { get; init; }
    public required string ActorId { get; init; }
    public required byte[] SealedText { get; init; }

    public string Text(Vault vault) => vault.OpenText(SealedText, Context);
}

internal sealed class CaseNoteMapping : IEntityTypeConfiguration<CaseNote>
{
    public void Configure(EntityTypeBuilder<CaseNote> note)
    {
        note.ToTable("case_notes");
        note.HasKey(n => new { n.CreditorId, n.Id });
        note.HasOne<Case>().WithMany().HasForeignKey(n => new { n.CreditorId, n.CaseId });
    }
}

public static class CaseNotesInDb
{
    extension(AppDb db)
    {
        public DbSet<CaseNote> CaseNotes => db.Set<CaseNote>();
    }
}
