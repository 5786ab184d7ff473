using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;
using Shared.Staff;

namespace Shared.Support;

/// <summary><c>Lapsed</c>: the debt came under an agreement before anybody decided.</summary>
public enum OverrideStatus { Pending, Approved, Refused, Lapsed }

/// <summary>
/// An offer that no policy makes: staff's own, within what they may give up alone, or with a second person's yes
/// (product O9). Always within the creditor's hard guards.
/// </summary>
public sealed class Override : IBelongsToCreditor, IBelongsToPerson
{
    internal const string NoteContext = "override-note";

    /// <summary>Made with the form, so that sending it twice is one request.</summary>
    public required Id<Override> Id { get; init; }
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Debtor> DebtorId { get; init; }
    public required Id<Debt> DebtId { get; init; }

    /// <summary>The counter-proposal it answers, when it answers one.</summary>
    public required Id<CounterProposal>? CounterProposalId { get; init; }
    public required CustomPlan Plan { get; init; }

    /// <summary>As it was priced on the day it was asked for. The offer is priced anew when it is made.</summary>
    public required OfferTerms Terms { get; init; }

    /// <summary>For how many days the offer will stand, two at least.</summary>
    public required int ValidDays { get; init; }

    /// <summary>One of <see cref="OverrideReasons"/>.</summary>
    public required string Reason { get; init; }
    public required byte[]? SealedNote { get; init; }
    public required Id<StaffUser> RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>More than its author may give up alone.</summary>
    public required bool NeedsApproval { get; init; }
    public OverrideStatus Status { get; private set; }

    /// <summary>The second person; never the first.</summary>
    public Id<StaffUser>? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Id<OfferQuote>? QuoteId { get; private set; }
    public byte[]? SealedRefusal { get; private set; }
    public uint Version { get; private init; }

    public string? Note(Vault vault) => SealedNote is { } note ? vault.OpenText(note, NoteContext) : null;

    public string? Refusal(Vault vault) => SealedRefusal is { } refusal ? vault.OpenText(refusal, NoteContext) : null;

    /// <param name="by">The second person; null within the author's own authority.</param>
    public void Approve(Id<StaffUser>? by, Id<OfferQuote> quote, DateTimeOffset now)
    {
        MustBePending();
        Invariant.Holds(NeedsApproval ? by is { } second && second != RequestedBy : by is null, $"Override {Id} needs a second person, who is not the first.");
        (Status, DecidedBy, DecidedAt, QuoteId) = (OverrideStatus.Approved, by, now, quote);
    }

    public void Refuse(Id<StaffUser> by, byte[] sealedWhy, DateTimeOffset now)
    {
        MustBePending();
        Invariant.Holds(by != RequestedBy, $"Override {Id} is decided by a second person.");
        (Status, DecidedBy, DecidedAt, SealedRefusal) = (OverrideStatus.Refused, by, now, sealedWhy);
    }

    public void Lapse(DateTimeOffset now)
    {
        MustBePending();
        (Status, DecidedAt) = (OverrideStatus.Lapsed, now);
    }

    private void MustBePending() => Invariant.Holds(Status is OverrideStatus.Pending, $"Override {Id} is {Status}.");
}

/// <summary>Why somebody offers more than the policy.</summary>
public static class OverrideReasons
{
    public const string CounterProposal = "counter-proposal";

    public static IReadOnlyList<string> All { get; } = [CounterProposal, "hardship", "prompt-payment", "old-debt", "our-mistake"];
}

internal sealed class OverrideMapping : IEntityTypeConfiguration<Override>
{
    public void Configure(EntityTypeBuilder<Override> row)
    {
        row.ToTable("overrides", t =>
        {
            t.HasCheckConstraint("overrides_four_eyes", "decided_by is null or decided_by <> requested_by");
            t.HasCheckConstraint("overrides_above_authority_need_two", "status <> 'Approved' or not needs_approval or decided_by is not null");
            t.HasCheckConstraint("overrides_approved_make_a_quote", "(status = 'Approved') = (quote_id is not null)");
            t.HasCheckConstraint("overrides_stand_two_days", "valid_days >= 2");
        });
        row.HasKey(o => new { o.CreditorId, o.Id });
        row.HasOne<Debt>().WithMany().HasForeignKey(o => new { o.CreditorId, o.DebtId });
        row.HasOne<CounterProposal>().WithMany().HasForeignKey(o => new { o.CreditorId, o.CounterProposalId });
        row.HasOne<OfferQuote>().WithMany().HasForeignKey(o => new { o.CreditorId, o.QuoteId });
        row.HasOne<StaffUser>().WithMany().HasForeignKey(o => o.RequestedBy);
        row.HasOne<StaffUser>().WithMany().HasForeignKey(o => o.DecidedBy);
        row.Property(o => o.Version).IsRowVersion();
        row.Property(o => o.Plan).HasColumnType("jsonb").HasConversion(
            plan => JsonSerializer.Serialize(plan, CustomPlanJson.Default.CustomPlan),
            json => JsonSerializer.Deserialize(json, CustomPlanJson.Default.CustomPlan)!);
        row.Property(o => o.Terms).HasColumnType("jsonb").HasConversion(
            terms => JsonSerializer.Serialize(terms, OffersJson.Default.OfferTerms),
            json => JsonSerializer.Deserialize(json, OffersJson.Default.OfferTerms)!);

        // One question about a debt at a time.
        row.HasIndex(o => new { o.CreditorId, o.DebtId }).IsUnique().HasFilter("status = 'Pending'").HasDatabaseName("ux_overrides_one_pending");
    }
}

public static class OverridesInDb
{
    extension(AppDb db)
    {
        public DbSet<Override> Overrides => db.Set<Override>();
    }
}
