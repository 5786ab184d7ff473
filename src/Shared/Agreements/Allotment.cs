using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// How one payment fell on one instalment (CC 354, product O8). Interest and fine are those of lateness and of the plan;
/// never changed once written. The parts of all allotments of an instalment add up to what was paid on it: one that is heard
/// of after a later one also undoes what that one paid for lateness, so a part may be negative. Money that went back has an
/// allotment of its own, the other way round.
/// </summary>
public sealed class Allotment : IBelongsToCreditor, IBelongsToPerson
{
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Payment> PaymentId { get; init; }
    public required Id<Instalment> InstalmentId { get; init; }
    public required Id<Agreement> AgreementId { get; init; }

    /// <summary>0 for the payment itself; then each time some of it went back, or came again.</summary>
    public required int Turn { get; init; }

    /// <summary>When the money was paid, whenever it was heard of; and the civil day of it.</summary>
    public required DateTimeOffset PaidAt { get; init; }
    public required DateOnly PaidOn { get; init; }

    /// <summary>How much of the instalment this payment paid when its turn came, in the order in which payments were made. Negative: went back.</summary>
    public required Money Offered { get; init; }
    public required Money Fees { get; init; }
    public required Money Interest { get; init; }
    public required Money Correction { get; init; }
    public required Money Fine { get; init; }
    public required Money Principal { get; init; }

    /// <summary>How much of the interest and of the fine is for lateness: beyond the instalment's own amount.</summary>
    public required Money LateCharges { get; init; }

    public Money Total => Fees + Interest + Correction + Fine + Principal;

    /// <summary>What a payment changes: everything that has been paid with it, less everything that was paid before.</summary>
    internal static Allotment Of(Instalment instalment, Arrival money, InstalmentDue all, IReadOnlyCollection<Allotment> earlier) => new()
    {
        CreditorId = instalment.CreditorId,
        PersonKey = instalment.PersonKey,
        PaymentId = money.PaymentId,
        InstalmentId = instalment.Id,
        AgreementId = instalment.AgreementId,
        Turn = earlier.Count(e => e.PaymentId == money.PaymentId),
        PaidAt = money.PaidAt,
        PaidOn = money.PaidOn,
        Offered = money.Amount,
        Fees = Money.Zero,
        Interest = all.LateInterest + all.PlanInterest - earlier.Select(e => e.Interest).Total(),
        Correction = Money.Zero,
        Fine = all.Fine - earlier.Select(e => e.Fine).Total(),
        Principal = all.Principal - earlier.Select(e => e.Principal).Total(),
        LateCharges = all.LateCharges - earlier.Select(e => e.LateCharges).Total(),
    };
}

internal sealed class AllotmentMapping : IEntityTypeConfiguration<Allotment>
{
    public void Configure(EntityTypeBuilder<Allotment> row)
    {
        row.ToTable("allotments", t =>
        {
            t.HasCheckConstraint("allotments_bring_something", "offered_cents > 0 or (turn > 0 and offered_cents < 0)");
            t.HasCheckConstraint("allotments_take_back_charges_only", "turn > 0 or least(fees_cents, correction_cents, principal_cents) >= 0");
        });
        row.HasKey(a => new { a.CreditorId, a.PaymentId, a.InstalmentId, a.Turn });
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

        /// <summary>How much of a payment instalments count, with what the caller is about to save.</summary>
        public async Task<Money> CountedAsync(Payment payment)
        {
            await db.Allotments.Where(a => a.CreditorId == payment.CreditorId && a.PaymentId == payment.Id).LoadAsync();
            return db.Allotments.Local.Where(a => a.PaymentId == payment.Id).Select(a => a.Offered).Total();
        }
    }
}
