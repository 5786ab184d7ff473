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

    /// <summary>How many agreements with this creditor were paid to the end; and how many were broken. What rules ask of a payer's history.</summary>
    public int KeptAgreements { get; private set; }
    public int BrokenAgreements { get; private set; }

    /// <summary>Keyed hash of all that the creditor sent: an import sees at once that nothing changed.</summary>
    public required byte[] ContentHash { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public uint Version { get; private init; }

    public void KeepAgreement(DateTimeOffset now) => (KeptAgreements, UpdatedAt) = (KeptAgreements + 1, now);

    /// <summary>One that was kept is open again: the money went back.</summary>
    public void UnkeepAgreement(DateTimeOffset now) => (KeptAgreements, UpdatedAt) = (Math.Max(0, KeptAgreements - 1), now);

    public void BreakAgreement(DateTimeOffset now) => (BrokenAgreements, UpdatedAt) = (BrokenAgreements + 1, now);

    /// <summary>A break that was none: the money had been paid in time.</summary>
    public void ForgiveBreak(DateTimeOffset now)
    {
        Invariant.Holds(BrokenAgreements > 0, $"Debtor {Id} has broken nothing.");
        (BrokenAgreements, UpdatedAt) = (BrokenAgreements - 1, now);
    }
}

internal sealed class DebtorMapping : IEntityTypeConfiguration<Debtor>
{
    public void Configure(EntityTypeBuilder<Debtor> debtor)
    {
        // Keyed by tenant first: foreign keys carry the tenant, so a child can never point into another one's rows.
        debtor.ToTable("debtors").HasKey(d => new { d.CreditorId, d.Id });
        debtor.Property(d => d.Version).IsRowVersion();
        debtor.Property(d => d.KeptAgreements).HasDefaultValue(0);
        debtor.Property(d => d.BrokenAgreements).HasDefaultValue(0);
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
