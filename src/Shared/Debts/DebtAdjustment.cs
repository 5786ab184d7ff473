using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Debts;

public enum AdjustmentDirection { Credit, Debit }

/// <summary>Why what is owed changes without a payment: a mistake was found, something is let off, goods came back, or a court said so.</summary>
public enum AdjustmentReason { Correction, Abatement, Return, CourtOrder, Other }

/// <summary>So much less, or more, is owed on a debt. Written once: a wrong one is put right by another the other way.</summary>
public sealed class DebtAdjustment : IBelongsToCreditor, IBelongsToPerson
{
    public Id<DebtAdjustment> Id { get; private init; } = Id<DebtAdjustment>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Debt> DebtId { get; init; }
    public required AdjustmentDirection Direction { get; init; }
    public required AdjustmentReason Reason { get; init; }
    public required Money Amount { get; init; }

    /// <summary>From which day a credit counts: what it takes off the principal earns no more from there on. A debit counts from the start.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The creditor's own id of it: the same one is the same adjustment.</summary>
    public required string Reference { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How a debt remembers where the credit came from.</summary>
    public string Source => SourcePrefix + Id;

    internal const string SourcePrefix = "adjustment:";
}

internal sealed class DebtAdjustmentMapping : IEntityTypeConfiguration<DebtAdjustment>
{
    public void Configure(EntityTypeBuilder<DebtAdjustment> adjustment)
    {
        adjustment.ToTable("debt_adjustments", t => t.HasCheckConstraint("debt_adjustments_amount_is_positive", "amount_cents > 0"));
        adjustment.HasKey(a => new { a.CreditorId, a.Id });
        adjustment.HasOne<Debt>().WithMany().HasForeignKey(a => new { a.CreditorId, a.DebtId });
        adjustment.Ignore(a => a.Source);
        adjustment.HasIndex(a => new { a.CreditorId, a.Reference }).IsUnique();
        adjustment.HasIndex(a => a.PersonKey);
    }
}

public static class DebtAdjustmentsInDb
{
    extension(AppDb db)
    {
        public DbSet<DebtAdjustment> DebtAdjustments => db.Set<DebtAdjustment>();
    }
}
