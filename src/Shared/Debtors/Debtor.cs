using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Debtors;

public enum DebtorType { Person, Company }

/// <summary>One creditor's file on one person. The same person at another creditor is another row that this one cannot see.</summary>
public sealed class Debtor : IBelongsToCreditor, IBelongsToPerson
{
    public Id<Debtor> Id { get; init; } = Id<Debtor>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required DebtorType Type { get; init; }
    public required string Name { get; set; }

    /// <summary>UF of residence: contact rules and offers depend on it.</summary>
    public string? State { get; set; }

    /// <summary>Document, birth date, contacts and address, sealed (<see cref="DebtorIdentity"/>).</summary>
    public required byte[] SealedIdentity { get; set; }

    /// <summary>Keyed hash of all that the creditor sent: an import sees at once that nothing changed.</summary>
    public required byte[] ContentHash { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class DebtorMapping : IEntityTypeConfiguration<Debtor>
{
    public void Configure(EntityTypeBuilder<Debtor> debtor)
    {
        // Keyed by tenant first: foreign keys carry the tenant, so a child can never point into another one's rows.
        debtor.ToTable("debtors").HasKey(d => new { d.CreditorId, d.Id });
        debtor.HasIndex(d => new { d.PersonKey, d.CreditorId }).IsUnique();
    }
}

public static class DebtorsInDb
{
    extension(AppDb db)
    {
        public DbSet<Debtor> Debtors => db.Set<Debtor>();
    }
}
