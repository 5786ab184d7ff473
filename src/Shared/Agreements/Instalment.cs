using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Agreements;

/// <summary>One payment of an agreement.</summary>
public sealed class Instalment : IBelongsToCreditor, IBelongsToPerson
{
    public Id<Instalment> Id { get; private init; } = Id<Instalment>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Agreement> AgreementId { get; init; }
    public required int Number { get; init; }
    public required Money Amount { get; init; }

    /// <summary>The part of the amount that is interest of the plan.</summary>
    public required Money Interest { get; init; }
    public required DateOnly DueOn { get; init; }

    /// <summary>Where the due date stood in the accepted terms, once it was moved.</summary>
    public DateOnly? FirstDueOn { get; private set; }

    /// <summary>Interest of the plan that fell away because it was paid early (CDC, art. 52 §2).</summary>
    public Money Rebate { get; private set; }

    /// <summary>When it went out of the plan unpaid: split in two, or its agreement ended.</summary>
    public DateTimeOffset? DroppedAt { get; private set; }
    public Money Paid { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public uint Version { get; private init; }

    public Money Outstanding => Amount - Paid;

    public bool IsPaid => PaidAt is not null;

    /// <summary>Takes up to what is outstanding and gives back how much it took; the rest belongs to the debtor.</summary>
    public Money Receive(Money amount, DateTimeOffset paidAt)
    {
        Invariant.Holds(amount > Money.Zero, "A payment is a positive amount.");
        var taken = amount < Outstanding ? amount : Outstanding;
        Paid += taken;
        PaidAt ??= Paid == Amount ? paidAt : null;
        return taken;
    }

    public void Drop(DateTimeOffset now)
    {
        Invariant.Holds(!IsPaid && DroppedAt is null, $"Instalment {Id} is paid, or out of the plan already.");
        DroppedAt = now;
    }

    /// <summary>Back in the plan, with the agreement it belongs to.</summary>
    public void Restore()
    {
        Invariant.Holds(DroppedAt is not null, $"Instalment {Id} is in the plan.");
        DroppedAt = null;
    }
}

internal sealed class InstalmentMapping : IEntityTypeConfiguration<Instalment>
{
    public void Configure(EntityTypeBuilder<Instalment> instalment)
    {
        instalment.ToTable("instalments", t =>
        {
            t.HasCheckConstraint("instalments_amount_is_positive", "amount_cents > 0");
            t.HasCheckConstraint("instalments_are_not_overpaid", "paid_cents between 0 and amount_cents");
            t.HasCheckConstraint("instalments_paid_means_paid", "(paid_at is not null) = (paid_cents = amount_cents)");
        });
        instalment.HasKey(i => new { i.CreditorId, i.Id });
        instalment.HasOne<Agreement>().WithMany().HasForeignKey(i => new { i.CreditorId, i.AgreementId });
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
