using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Debts;

/// <summary>How a debtor paid the creditor itself.</summary>
public enum ElsewhereMethod { Cash, Pix, Transfer, Boleto, Card, Payroll, Other }

/// <summary>Why a payment that was told of did not count after all: told by mistake, or the bank took it back.</summary>
public enum ExternalReversalReason { Mistake, Returned }

/// <summary>Money that a debtor paid the creditor itself, outside of the platform, for one debt: as the creditor told it.</summary>
public sealed class ExternalPayment : IBelongsToCreditor, IBelongsToPerson
{
    public Id<ExternalPayment> Id { get; init; } = Id<ExternalPayment>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Debt> DebtId { get; init; }
    public required Money Amount { get; init; }

    /// <summary>How much of it the debt took: never more than was owed. The rest is between debtor and creditor.</summary>
    public required Money Applied { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required ElsewhereMethod Method { get; init; }

    /// <summary>The creditor's own id of it: the same one is the same payment.</summary>
    public required string Reference { get; init; }

    /// <summary>It left nothing owed, and closed the debt as paid.</summary>
    public required bool ClosedDebt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ReversedAt { get; private set; }
    public ExternalReversalReason? ReversalReason { get; private set; }
    public uint Version { get; private init; }

    /// <summary>How the ledger calls it, and how a debt remembers where a credit came from.</summary>
    public string Source => SourceOf(Id);

    public static string SourceOf(Id<ExternalPayment> id) => $"external:{id}";

    public void Reverse(ExternalReversalReason reason, DateTimeOffset now)
    {
        Invariant.Holds(ReversedAt is null, $"Payment {Id} is reversed.");
        (ReversedAt, ReversalReason) = (now, reason);
    }
}

internal sealed class ExternalPaymentMapping : IEntityTypeConfiguration<ExternalPayment>
{
    public void Configure(EntityTypeBuilder<ExternalPayment> payment)
    {
        payment.ToTable("external_payments", t =>
        {
            t.HasCheckConstraint("external_payments_amount_is_positive", "amount_cents > 0 and applied_cents > 0 and applied_cents <= amount_cents");
            t.HasCheckConstraint("external_payments_reversal_is_whole", "(reversed_at is null) = (reversal_reason is null)");
        });
        payment.HasKey(p => new { p.CreditorId, p.Id });
        payment.HasOne<Debt>().WithMany().HasForeignKey(p => new { p.CreditorId, p.DebtId });
        payment.Ignore(p => p.Source);
        payment.Property(p => p.Version).IsRowVersion();
        payment.HasIndex(p => new { p.CreditorId, p.Reference }).IsUnique();
        payment.HasIndex(p => p.PersonKey);
    }
}

public static class ExternalPaymentsInDb
{
    extension(AppDb db)
    {
        public DbSet<ExternalPayment> ExternalPayments => db.Set<ExternalPayment>();
    }
}
