using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

public enum PayoutStatus { Requested, Paid, Failed }

/// <summary>Money that was collected for a creditor, on its way to the creditor.</summary>
public sealed class Payout : IBelongsToCreditor
{
    public Id<Payout> Id { get; private init; } = Id<Payout>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Money Amount { get; init; }
    public PayoutStatus Status { get; private set; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>How the transfer is found at the bank, once it was made.</summary>
    public string? Reference { get; private set; }

    /// <summary>Why it was not made.</summary>
    public string? FailureCode { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>How the ledger calls it.</summary>
    internal string Source => $"payout:{Id}";

    internal void Confirm(string reference, DateTimeOffset now)
    {
        MustBeUnderWay();
        (Status, Reference, EndedAt) = (PayoutStatus.Paid, reference, now);
    }

    internal void Fail(string code, DateTimeOffset now)
    {
        MustBeUnderWay();
        (Status, FailureCode, EndedAt) = (PayoutStatus.Failed, code, now);
    }

    private void MustBeUnderWay() => Invariant.Holds(Status is PayoutStatus.Requested, $"Payout {Id} is {Status}.");
}

internal sealed class PayoutMapping : IEntityTypeConfiguration<Payout>
{
    public void Configure(EntityTypeBuilder<Payout> payout)
    {
        payout.ToTable("payouts", t =>
        {
            t.HasCheckConstraint("payouts_amount_is_positive", "amount_cents > 0");
            t.HasCheckConstraint("payouts_ends_say_how", "(status = 'Paid') = (reference is not null) and (status = 'Failed') = (failure_code is not null)");
        });
        payout.HasKey(p => new { p.CreditorId, p.Id });
        payout.HasOne<Creditor>().WithMany().HasForeignKey(p => p.CreditorId);
        payout.Property(p => p.Reference).HasMaxLength(80);
        payout.Property(p => p.FailureCode).HasMaxLength(80);
        payout.Property(p => p.Version).IsRowVersion();
    }
}

public static class PayoutsInDb
{
    extension(AppDb db)
    {
        public DbSet<Payout> Payouts => db.Set<Payout>();
    }
}
