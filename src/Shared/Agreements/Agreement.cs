using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Agreements;

/// <summary>Accepted: nothing paid yet, and no novation until something is (product decision 3).</summary>
public enum AgreementStatus { Accepted, Active, Settled, Broken, Cancelled, Renegotiated }

/// <summary>Why an agreement ended before its first payment. A code and no text: a text would end up naming people.</summary>
public enum CancelReason { Withdrawal, FirstPaymentMissed, AskedByDebtor, MadeInError, Disputed, Other }

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

    /// <summary>The last day on which the daily job saw to the present lateness: it does so once a day at most.</summary>
    public DateOnly? SeenToOn { get; private set; }

    /// <summary>Since when somebody looks into it: no warning goes out and nothing ends by itself meanwhile.</summary>
    public DateTimeOffset? HeldAt { get; private set; }
    public DateTimeOffset? BrokenAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }
    public CancelReason? CancelledFor { get; private set; }

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

    /// <summary>Takes note of money that fell on its instalments. Negative where late charges were undone.</summary>
    public void Take(Money amount) => Paid += amount;

    /// <summary>Takes note of one more paid instalment; the last one settles the agreement.</summary>
    public void Progress(DateTimeOffset now)
    {
        Invariant.Holds(IsLive, $"Agreement {Id} is {Status}: nothing to pay.");
        InstalmentsPaid++;
        (Status, SettledAt) = InstalmentsPaid == InstalmentsInAll ? (AgreementStatus.Settled, now) : (AgreementStatus.Active, (DateTimeOffset?)null);
    }

    /// <summary>
    /// An instalment that was paid is not: the money went back. What was settled is not settled; without any paid instalment it
    /// is as it was before the first.
    /// </summary>
    public void LosePaid()
    {
        Invariant.Holds(InstalmentsPaid > 0, $"Agreement {Id} has no paid instalment.");
        InstalmentsPaid--;

        if (Status is AgreementStatus.Settled or AgreementStatus.Active)
        {
            (Status, SettledAt) = (InstalmentsPaid == 0 ? AgreementStatus.Accepted : AgreementStatus.Active, null);
        }
    }

    public void CountMove()
    {
        Invariant.Holds(IsLive && DueDateMoves < Terms.Rules.MaxDueDateMoves, $"Agreement {Id} has no due date left to move.");
        DueDateMoves++;
    }

    public void CountSplit()
    {
        Invariant.Holds(IsLive && Splits < Terms.Rules.MaxSplits, $"Agreement {Id} has no instalment left to split.");
        Splits++;
    }

    /// <summary>It binds, or will with its first payment.</summary>
    public bool IsLive => Status is AgreementStatus.Accepted or AgreementStatus.Active;

    /// <summary>Late since the due date of its oldest late instalment. Another date is another lateness, and asks for a warning of its own.</summary>
    public void FallLate(DateOnly since)
    {
        Invariant.Holds(IsLive && since != LateSince, $"Agreement {Id} is {Status}, late since {LateSince}.");
        (LateSince, CureNoticeAt, SeenToOn) = (since, null, null);
    }

    public void Cure()
    {
        Invariant.Holds(IsLive && LateSince is not null, $"Agreement {Id} is {Status} and not late.");
        (LateSince, CureNoticeAt, SeenToOn) = (null, null, null);
    }

    public void SeeTo(DateOnly day)
    {
        Invariant.Holds(IsLive && LateSince is not null && SeenToOn != day, $"Agreement {Id} was seen to on {SeenToOn}.");
        SeenToOn = day;
    }

    /// <summary>The warning for the present lateness was delivered.</summary>
    public void Warn(DateTimeOffset deliveredAt)
    {
        Invariant.Holds(Status is AgreementStatus.Active && LateSince is not null && CureNoticeAt is null, $"Agreement {Id} has nothing to be warned of.");
        CureNoticeAt = deliveredAt;
    }

    public void Hold(DateTimeOffset now)
    {
        Invariant.Holds(IsLive && HeldAt is null, $"Agreement {Id} is {Status}, held since {HeldAt}.");
        HeldAt = now;
    }

    public void Release()
    {
        Invariant.Holds(HeldAt is not null, $"Agreement {Id} is not held.");
        HeldAt = null;
    }

    /// <summary>Never without a warning that was delivered (product decision 2).</summary>
    public void Break(DateTimeOffset now)
    {
        Invariant.Holds(
            Status is AgreementStatus.Active && LateSince is not null && CureNoticeAt < now && HeldAt is null,
            $"Agreement {Id} is {Status}, late since {LateSince}, warned at {CureNoticeAt}: it cannot be broken.");
        (Status, BrokenAt) = (AgreementStatus.Broken, now);
    }

    public void Cancel(CancelReason reason, DateTimeOffset now)
    {
        Invariant.Holds(Status is AgreementStatus.Accepted, $"Agreement {Id} is {Status}: only one without a payment can be cancelled.");
        (Status, CancelledAt, CancelledFor) = (AgreementStatus.Cancelled, now, reason);
    }

    /// <summary>Another agreement takes its place.</summary>
    public void GiveWay(DateTimeOffset now)
    {
        Invariant.Holds(IsLive || Status is AgreementStatus.Broken, $"Agreement {Id} is {Status}: nothing to renegotiate.");
        (Status, RenegotiatedAt) = (AgreementStatus.Renegotiated, now);
    }

    /// <summary>When it was ended for want of money; null unless that is how it ended.</summary>
    public DateTimeOffset? EndedUnpaidAt => Status switch
    {
        AgreementStatus.Broken => BrokenAt,
        AgreementStatus.Cancelled when CancelledFor is CancelReason.FirstPaymentMissed => CancelledAt,
        _ => null,
    };

    /// <summary>When it ended before all was paid; null while it lives, and once it is settled.</summary>
    public DateTimeOffset? EndedAt => Status switch
    {
        AgreementStatus.Broken => BrokenAt,
        AgreementStatus.Cancelled => CancelledAt,
        AgreementStatus.Renegotiated => RenegotiatedAt,
        _ => null,
    };

    /// <summary>It lives again as though it had never ended: the money had been paid before.</summary>
    public void Reinstate(int instalmentsPaid)
    {
        Invariant.Holds(EndedUnpaidAt is not null, $"Agreement {Id} is {Status}: it did not end for want of money.");
        Status = Status is AgreementStatus.Broken ? AgreementStatus.Active : AgreementStatus.Accepted;
        (BrokenAt, CancelledAt, CancelledFor, InstalmentsPaid) = (null, null, null, instalmentsPaid);
    }
}

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> agreement)
    {
        agreement.ToTable("agreements", t =>
        {
            t.HasCheckConstraint("agreements_counts_are_not_negative", "least(paid_cents, instalments_paid, due_date_moves, splits) >= 0");
            t.HasCheckConstraint("agreements_break_follows_a_warning", "broken_at is null or cure_notice_at < broken_at");
            t.HasCheckConstraint("agreements_ends_have_their_time",
                "(status <> 'Broken' or broken_at is not null) and (status <> 'Renegotiated' or renegotiated_at is not null) "
                + "and (status = 'Cancelled') = (cancelled_at is not null) and (cancelled_at is null) = (cancelled_for is null)");
        });
        agreement.HasKey(a => new { a.CreditorId, a.Id });
        agreement.HasOne<Debtor>().WithMany().HasForeignKey(a => new { a.CreditorId, a.DebtorId });
        agreement.Property(a => a.Version).IsRowVersion();
        agreement.Ignore(a => a.EndedUnpaidAt);
        agreement.Ignore(a => a.EndedAt);
        agreement.Property(a => a.Terms).HasColumnType("jsonb").HasConversion(
            terms => JsonSerializer.Serialize(terms, OffersJson.Default.OfferTerms),
            json => JsonSerializer.Deserialize(json, OffersJson.Default.OfferTerms)!);
        agreement.HasIndex(a => new { a.CreditorId, a.Number }).IsUnique();
        agreement.HasIndex(a => a.PersonKey);

        // What the daily job walks through: the few that are late.
        agreement.HasIndex(a => new { a.CreditorId, a.Id }).HasFilter("late_since is not null and status in ('Accepted', 'Active')")
            .HasDatabaseName("ix_agreements_late");
        agreement.HasIndex(a => new { a.CreditorId, a.RenegotiatedFrom }).HasFilter("renegotiated_from is not null").IsUnique();
    }
}

public static class AgreementsInDb
{
    // Of agreements that took each other's place.
    private const int LongestChain = 20;

    extension(AppDb db)
    {
        public DbSet<Agreement> Agreements => db.Set<Agreement>();

        /// <summary>The agreement itself, or the last of those that took its place.</summary>
        internal async Task<Agreement> InPlaceOfAsync(Agreement agreement)
        {
            for (var i = 0; i < LongestChain && agreement.Status is AgreementStatus.Renegotiated; i++)
            {
                var (creditor, id) = (agreement.CreditorId, agreement.Id);
                agreement = await db.Agreements.SingleOrDefaultAsync(a => a.CreditorId == creditor && a.RenegotiatedFrom == id) ?? agreement;
            }

            return agreement;
        }
    }
}
