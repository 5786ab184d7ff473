using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Agreements;

/// <summary>Accepted: nothing paid yet, and no novation until something is (product decision 3).</summary>
public enum AgreementStatus { Accepted, Active, Settled, Broken, Cancelled, Renegotiated }

/// <summary>What a debtor and a creditor have agreed. Its terms are a copy, never recomputed.</summary>
public sealed class Agreement : IBelongsToCreditor, IBelongsToPerson
{
    public Id<Agreement> Id { get; private init; } = Id<Agreement>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Debtor> DebtorId { get; init; }
    public required Id<OfferPolicy> PolicyId { get; init; }
    public required Id<OfferQuote> QuoteId { get; init; }

    /// <summary>What people read to each other: "2026-7F3K-92QD".</summary>
    public required string Number { get; init; }
    public required OfferTerms Terms { get; init; }
    public required Money Total { get; init; }
    public AgreementStatus Status { get; private set; }
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>From where it was accepted, sealed: evidence that is personal data.</summary>
    public required byte[] SealedEvidence { get; init; }

    /// <summary>SHA-256 of the PDF of the terms, in hex.</summary>
    public required string TermSha256 { get; init; }
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The due date of the oldest instalment that is late; null while all is in time.</summary>
    public DateOnly? LateSince { get; private set; }

    /// <summary>When the warning that comes before a break went out for the present lateness.</summary>
    public DateTimeOffset? CureNoticeAt { get; private set; }
    public DateTimeOffset? BrokenAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>The agreement this one takes the place of.</summary>
    public Id<Agreement>? RenegotiatedFrom { get; init; }
    public DateTimeOffset? RenegotiatedAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>All that was paid for it, late charges included. Kept on this row, so that money and the end of an agreement never miss each other.</summary>
    public Money Paid { get; private set; }

    /// <summary>Counted on this row, so that two last instalments paid at once cannot both believe another is missing.</summary>
    public int InstalmentsPaid { get; private set; }

    /// <summary>How often a due date was moved, and an instalment split: counted here, so that two at once are not more than the rules allow.</summary>
    public int DueDateMoves { get; private set; }
    public int Splits { get; private set; }

    /// <summary>How many instalments there are to pay: a split makes two of one.</summary>
    public int InstalmentsInAll => Terms.Payments.Count + Splits;

    public bool IsStanding => Status is AgreementStatus.Accepted or AgreementStatus.Active;

    /// <summary>Takes note of money that fell on its instalments. Negative where late charges were undone.</summary>
    public void Take(Money amount) => Paid += amount;

    /// <summary>Takes note of one more paid instalment; the last one settles the agreement.</summary>
    public void Progress(DateTimeOffset now)
    {
        Invariant.Holds(IsStanding, $"Agreement {Id} is {Status}: nothing to pay.");
        InstalmentsPaid++;
        (Status, SettledAt) = InstalmentsPaid == InstalmentsInAll ? (AgreementStatus.Settled, now) : (AgreementStatus.Active, (DateTimeOffset?)null);
    }

    public void CountMove()
    {
        Invariant.Holds(IsStanding && DueDateMoves < Terms.Rules.MaxDueDateMoves, $"Agreement {Id} has no due date left to move.");
        DueDateMoves++;
    }

    public void CountSplit()
    {
        Invariant.Holds(IsStanding && Splits < Terms.Rules.MaxSplits, $"Agreement {Id} has no instalment left to split.");
        Splits++;
    }

    public void Cancel()
    {
        Invariant.Holds(Status is AgreementStatus.Accepted, $"Agreement {Id} is {Status}: only an unpaid one can be cancelled.");
        Status = AgreementStatus.Cancelled;
    }
}

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> agreement)
    {
        agreement.ToTable("agreements", t => t.HasCheckConstraint(
            "agreements_counts_are_not_negative", "least(paid_cents, instalments_paid, due_date_moves, splits) >= 0"));
        agreement.HasKey(a => new { a.CreditorId, a.Id });
        agreement.HasOne<Debtor>().WithMany().HasForeignKey(a => new { a.CreditorId, a.DebtorId });
        agreement.Property(a => a.Version).IsRowVersion();
        agreement.Property(a => a.Terms).HasColumnType("jsonb").HasConversion(
            terms => JsonSerializer.Serialize(terms, OffersJson.Default.OfferTerms),
            json => JsonSerializer.Deserialize(json, OffersJson.Default.OfferTerms)!);
        agreement.HasIndex(a => new { a.CreditorId, a.Number }).IsUnique();
        agreement.HasIndex(a => a.PersonKey);
    }
}

public static class AgreementsInDb
{
    extension(AppDb db)
    {
        public DbSet<Agreement> Agreements => db.Set<Agreement>();
    }
}
