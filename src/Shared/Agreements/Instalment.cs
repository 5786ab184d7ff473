using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Offers;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>One payment of an agreement.</summary>
public sealed class Instalment : IBelongsToCreditor, IBelongsToPerson
{
    private DateOnly _dueOn;

    public Id<Instalment> Id { get; private init; } = Id<Instalment>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Agreement> AgreementId { get; init; }
    public required int Number { get; init; }
    public required Money Amount { get; init; }

    /// <summary>The part of the amount that is interest of the plan.</summary>
    public required Money Interest { get; init; }
    public required DateOnly DueOn { get => _dueOn; init => _dueOn = value; }

    /// <summary>Where the due date stood in the accepted terms, once it was moved.</summary>
    public DateOnly? FirstDueOn { get; private set; }

    /// <summary>Interest of the plan for the days by which the due date was moved: on top of the amount.</summary>
    public Money Deferral { get; private set; }

    /// <summary>Interest of the plan that fell away because it was paid early (CDC, art. 52 §2).</summary>
    public Money Rebate { get; private set; }

    /// <summary>The late instalment this one is a half of.</summary>
    public Id<Instalment>? SplitFrom { get; init; }

    /// <summary>This half's share of what lateness had cost by the day of the split: on top of the amount.</summary>
    public Money CarriedInterest { get; private set; }
    public Money CarriedFine { get; private set; }

    /// <summary>When it went out of the plan unpaid: split in two, or its agreement ended.</summary>
    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>What was paid of what it asks; what was paid for lateness stands apart.</summary>
    public Money Paid { get; private set; }
    public Money LateChargesPaid { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>What it costs when it is paid in time.</summary>
    public Money Asked => Amount + Deferral - Rebate;

    /// <summary>What is missing of it, without what lateness adds (<see cref="OwedOn"/>).</summary>
    public Money Outstanding => Asked - Paid;

    public bool IsPaid => PaidAt is not null;

    /// <summary>The due date, or the next business day (Lei 7.089/83).</summary>
    public DateOnly LastDayInTime => AgreementDays.LastDayInTime(DueOn);

    /// <summary>The last day on which being late breaks nothing.</summary>
    public DateOnly GraceEndsOn(OfferTerms terms) => AgreementDays.LastDayOfGrace(DueOn, terms.Rules);

    /// <summary>What is owed on it at the end of a day, given everything that was paid on it.</summary>
    public InstalmentDue OwedOn(DateOnly day, OfferTerms terms, IEnumerable<Allotment> paid) =>
        InstalmentAccount.Of(this, terms, paid.Select(Arrival.Of)).On(day);

    /// <summary>What would be owed on it on the day of one more payment, once that was counted.</summary>
    internal InstalmentDue OwedAfter(Arrival money, OfferTerms terms, IEnumerable<Allotment> paid) =>
        InstalmentAccount.Of(this, terms, paid.Select(Arrival.Of).Append(money)).Due;

    /// <summary>
    /// Takes what it can of a payment, as of the day it was made, and says how it fell. A payment heard of late may make
    /// undue what a later one paid for lateness: then that comes off, and may be more than this one brings.
    /// </summary>
    /// <param name="earlier">Everything that was paid on it before.</param>
    /// <returns>Null when there was nothing to take.</returns>
    internal Allotment? Receive(Arrival money, OfferTerms terms, IReadOnlyCollection<Allotment> earlier)
    {
        Invariant.Holds(money.Amount > Money.Zero, "A payment is a positive amount.");
        Invariant.Holds(DroppedAt is null, $"Instalment {Id} is out of the plan.");
        var account = InstalmentAccount.Of(this, terms, earlier.Select(Arrival.Of).Append(money));
        var offered = account.TakenBy[money.PaymentId] - earlier.Where(e => e.PaymentId == money.PaymentId).Select(e => e.Offered).Total();

        if (offered.IsZero)
        {
            return null;
        }

        (Paid, LateChargesPaid) = (account.Taken.Outstanding, account.Taken.LateCharges);

        if (!IsPaid && account.Due.Total.IsZero)
        {
            // Paid by the first date, the later one costs nothing.
            (PaidAt, Deferral) = (account.LastPaidAt, Deferral - account.Deferral);
        }

        return Allotment.Of(this, money with { Amount = offered }, account.Taken, earlier);
    }

    /// <summary>
    /// Loses money that went back, as though that had never been paid: it may be owed again, and a rebate for paying early is lost
    /// with it. What a later due date had cost before it was paid in time is not asked again.
    /// </summary>
    /// <param name="earlier">Everything that was paid on it.</param>
    internal Allotment Lose(Arrival money, OfferTerms terms, IReadOnlyCollection<Allotment> earlier)
    {
        Invariant.Holds(money.Amount > Money.Zero, "What goes back is a positive amount.");
        var gone = money with { Amount = -money.Amount };
        Rebate = Money.Zero;
        var account = InstalmentAccount.Of(this, terms, earlier.Select(Arrival.Of).Append(gone));
        (Paid, LateChargesPaid) = (account.Taken.Outstanding, account.Taken.LateCharges);
        PaidAt = Paid == Asked ? account.LastPaidAt : null;
        return Allotment.Of(this, gone, account.Taken, earlier);
    }

    /// <summary>How much less would be paid on it, had this been lost.</summary>
    /// <param name="earlier">Everything that was paid on it.</param>
    internal Money LostWithout(Arrival money, OfferTerms terms, IReadOnlyCollection<Allotment> earlier) =>
        earlier.Select(e => e.Total).Total() - InstalmentAccount.Of(this, terms, earlier.Select(Arrival.Of).Append(money with { Amount = -money.Amount })).Taken.Total;

    /// <summary>Takes the price of paying ahead: the rest of the interest is not earned.</summary>
    internal Allotment PayAhead(Arrival price, Money rebate, OfferTerms terms, IReadOnlyCollection<Allotment> earlier)
    {
        Invariant.Holds(!IsPaid && rebate >= Money.Zero, $"Instalment {Id} has nothing to be paid ahead.");
        Rebate = rebate;
        var allotment = Receive(price, terms, earlier);
        Invariant.Holds(IsPaid && allotment is not null, $"The price of instalment {Id} did not pay it.");
        return allotment;
    }

    /// <summary>One of the two that take the place of a late instalment, under a number of its own.</summary>
    internal static Instalment HalfOf(Instalment whole, InstalmentHalf half, int number) => new()
    {
        CreditorId = whole.CreditorId,
        PersonKey = whole.PersonKey,
        AgreementId = whole.AgreementId,
        Number = number,
        Amount = half.Amount,
        Interest = half.Interest,
        DueOn = half.DueOn,
        SplitFrom = whole.Id,
        CarriedInterest = half.CarriedInterest,
        CarriedFine = half.CarriedFine,
    };

    /// <summary>Carries less: money made before the split, and heard of after it, has made some of it undue.</summary>
    internal void Relieve(Money interest, Money fine) =>
        (CarriedInterest, CarriedFine) = (Money.Min(CarriedInterest, interest), Money.Min(CarriedFine, fine));

    internal void MoveTo(DateOnly day, Money deferral)
    {
        Invariant.Holds(!IsPaid && DroppedAt is null && Paid.IsZero && LateChargesPaid.IsZero, $"Instalment {Id} cannot be moved.");
        Invariant.Holds(day > DueOn && deferral >= Money.Zero, "A due date moves to later, and costs nothing or more.");
        (FirstDueOn, _dueOn, Deferral) = (FirstDueOn ?? DueOn, day, Deferral + deferral);
    }

    internal void Drop(DateTimeOffset now)
    {
        Invariant.Holds(!IsPaid && DroppedAt is null, $"Instalment {Id} cannot go out of the plan.");
        DroppedAt = now;
    }

    /// <summary>Back in the plan, with the agreement it belongs to.</summary>
    internal void Restore()
    {
        Invariant.Holds(DroppedAt is not null, $"Instalment {Id} is in the plan.");
        DroppedAt = null;
    }
}

/// <summary>Money on its way to an instalment.</summary>
public sealed record Arrival(Id<Payment> PaymentId, Money Amount, DateTimeOffset PaidAt)
{
    public DateOnly PaidOn => PaidAt.BrazilDay;

    /// <summary>It had been counted before, and gone back in between.</summary>
    public bool IsAgain { get; init; }

    public static Arrival Of(Allotment earlier) => new(earlier.PaymentId, earlier.Offered, earlier.PaidAt);

    /// <summary>One payment, of all that is told of it.</summary>
    public static Arrival Of(IEnumerable<Arrival> parts) => parts.Aggregate((sum, part) => sum with { Amount = sum.Amount + part.Amount });
}

internal sealed class InstalmentMapping : IEntityTypeConfiguration<Instalment>
{
    public void Configure(EntityTypeBuilder<Instalment> instalment)
    {
        instalment.ToTable("instalments", t =>
        {
            t.HasCheckConstraint("instalments_amount_is_positive", "amount_cents > 0");
            t.HasCheckConstraint(
                "instalments_parts_are_not_negative",
                "least(paid_cents, rebate_cents, deferral_cents, late_charges_paid_cents, carried_interest_cents, carried_fine_cents) >= 0");
            t.HasCheckConstraint("instalments_are_not_overpaid", "paid_cents + rebate_cents <= amount_cents + deferral_cents");
            t.HasCheckConstraint("instalments_paid_means_paid", "(paid_at is not null) = (paid_cents + rebate_cents = amount_cents + deferral_cents)");
            t.HasCheckConstraint("instalments_rebate_is_of_paid_ones", "rebate_cents = 0 or paid_at is not null");
            t.HasCheckConstraint("instalments_dropped_are_unpaid", "dropped_at is null or paid_at is null");
        });
        instalment.HasKey(i => new { i.CreditorId, i.Id });
        instalment.HasOne<Agreement>().WithMany().HasForeignKey(i => new { i.CreditorId, i.AgreementId });
        instalment.HasOne<Instalment>().WithMany().HasForeignKey(i => new { i.CreditorId, i.SplitFrom });
        instalment.Property(i => i.Version).IsRowVersion();
        instalment.HasIndex(i => new { i.CreditorId, i.AgreementId, i.Number }).IsUnique();
        instalment.HasIndex(i => i.PersonKey);
    }
}

public static class InstalmentsInDb
{
    extension(AppDb db)
    {
        public DbSet<Instalment> Instalments => db.Set<Instalment>();
    }
}
