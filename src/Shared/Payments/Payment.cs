using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

/// <summary>Money that arrived, as the gateway told it. For Pix the external id is the E2E id. Never changed, never refused.</summary>
public sealed class Payment : IBelongsToCreditor, IBelongsToPerson
{
    public Id<Payment> Id { get; private init; } = Id<Payment>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<GatewayAccount> GatewayAccountId { get; init; }
    public required Id<Charge> ChargeId { get; init; }
    public required string ExternalId { get; init; }
    public required Money Amount { get; init; }
    public required DateTimeOffset PaidAt { get; init; }
    public required DateTimeOffset LearntAt { get; init; }

    /// <summary>How the ledger calls it, and how a debt remembers where a credit came from.</summary>
    public static string SourceOf(Id<Payment> id) => $"payment:{id}";
}

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.ToTable("payments", t => t.HasCheckConstraint("payments_amount_is_positive", "amount_cents > 0"));
        payment.HasKey(p => new { p.CreditorId, p.Id });
        payment.HasOne<Charge>().WithMany().HasForeignKey(p => new { p.CreditorId, p.ChargeId });

        // The same money heard twice is one payment.
        payment.HasIndex(p => new { p.GatewayAccountId, p.ExternalId }).IsUnique();
        payment.HasIndex(p => p.PersonKey);
    }
}

public static class PaymentsInDb
{
    extension(AppDb db)
    {
        public DbSet<Payment> Payments => db.Set<Payment>();
    }
}
