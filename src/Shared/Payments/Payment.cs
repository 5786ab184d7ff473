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
    public PaymentFlags Flags { get; init; }

    /// <summary>What it was kept as before it was known what it pays.</summary>
    public Id<StrayPayment>? StrayPaymentId { get; init; }

    /// <summary>How the ledger calls it, and how a debt remembers where a credit came from.</summary>
    public static string SourceOf(Id<Payment> id) => $"payment:{id}";
}

/// <summary>A payment, and what it was made by.</summary>
public sealed record MadePayment(Payment Payment, PaymentMethod Method);

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.ToTable("payments", t => t.HasCheckConstraint("payments_amount_is_positive", "amount_cents > 0"));
        payment.HasKey(p => new { p.CreditorId, p.Id });
        payment.Property(p => p.Flags).HasConversion<int>();
        payment.HasOne<Charge>().WithMany().HasForeignKey(p => new { p.CreditorId, p.ChargeId });

        payment.HasOne<StrayPayment>().WithMany().HasForeignKey(p => new { p.CreditorId, p.StrayPaymentId });

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

        /// <summary>These payments, each with what it was made by, oldest first.</summary>
        public async Task<IReadOnlyList<MadePayment>> MadeAsync(IEnumerable<Id<Payment>> ids)
        {
            List<Id<Payment>> wanted = [.. ids];
            var rows = await db.Payments.AsNoTracking().Where(p => wanted.Contains(p.Id))
                .Join(db.Charges, p => new { p.CreditorId, Id = p.ChargeId }, c => new { c.CreditorId, c.Id }, (p, c) => new { Payment = p, c.Method })
                .OrderBy(p => p.Payment.PaidAt).ThenBy(p => p.Payment.Id).ToListAsync();
            return [.. rows.Select(r => new MadePayment(r.Payment, r.Method))];
        }
    }
}
