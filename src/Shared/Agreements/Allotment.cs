using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// How one payment fell on one instalment (CC 354, product O8). Interest and fine are those of lateness and of the plan;
/// never changed once written.
/// </summary>
public sealed class Allotment : IBelongsToCreditor, IBelongsToPerson
{
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Payment> PaymentId { get; init; }
    public required Id<Instalment> InstalmentId { get; init; }
    public required Id<Agreement> AgreementId { get; init; }

    /// <summary>The civil day on which the money was paid.</summary>
    public required DateOnly PaidOn { get; init; }
    public required Money Fees { get; init; }
    public required Money Interest { get; init; }
    public required Money Correction { get; init; }
    public required Money Fine { get; init; }
    public required Money Principal { get; init; }

    /// <summary>How much of the interest and of the fine is for lateness: beyond the instalment's own amount.</summary>
    public required Money LateCharges { get; init; }

    public Money Total => Fees + Interest + Correction + Fine + Principal;
}

internal sealed class AllotmentMapping : IEntityTypeConfiguration<Allotment>
{
    public void Configure(EntityTypeBuilder<Allotment> row)
    {
        row.ToTable("allotments", t => t.HasCheckConstraint(
            "allotments_parts_are_not_negative",
            "least(fees_cents, interest_cents, correction_cents, fine_cents, principal_cents, late_charges_cents) >= 0"));
        row.HasKey(a => new { a.CreditorId, a.PaymentId, a.InstalmentId });
        row.HasOne<Payment>().WithMany().HasForeignKey(a => new { a.CreditorId, a.PaymentId });
        row.HasOne<Instalment>().WithMany().HasForeignKey(a => new { a.CreditorId, a.InstalmentId });
        row.HasOne<Agreement>().WithMany().HasForeignKey(a => new { a.CreditorId, a.AgreementId });
        row.Ignore(a => a.Total);
    }
}

public static class AllotmentsInDb
{
    extension(AppDb db)
    {
        public DbSet<Allotment> Allotments => db.Set<Allotment>();
    }
}
