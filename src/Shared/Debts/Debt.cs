using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Creditors;
using Shared.Debtors;

namespace Shared.Debts;

public enum DebtStatus { Open, UnderAgreement, Settled, Closed }

/// <summary>One overdue title of one creditor. What its contract charges for lateness stands beside it; rates are fractions.</summary>
public sealed class Debt : IBelongsToCreditor, IBelongsToPerson
{
    /// <summary>More than this is a typing error.</summary>
    public static readonly Money MostPrincipal = Money.OfCents(10_000_000_000_000);

    public Id<Debt> Id { get; init; } = Id<Debt>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<Debtor> DebtorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required string ExternalId { get; init; }
    public string? Portfolio { get; set; }
    public string[] Tags { get; set; } = [];
    public required string Product { get; set; }
    public required string Contract { get; set; }
    public string? OriginCreditor { get; set; }
    public DateOnly? OriginOn { get; set; }
    public required DateOnly DueOn { get; set; }
    public required Money Principal { get; set; }
    public Money Fees { get; set; }

    /// <summary>Paid elsewhere or credited: comes off the balance.</summary>
    public Money Credits { get; set; }

    /// <summary>What was paid on it, each on its day: from a broken agreement, or outside of any. Without what went back since.</summary>
    public IReadOnlyList<DatedCredit> DatedCredits { get; private set; } = [];
    public required decimal FineRate { get; set; }
    public required decimal MonthlyInterestRate { get; set; }

    /// <summary>How the contract counts interest, on what, and from when.</summary>
    public InterestFormula InterestFormula { get; set; }
    public ChargedOn ChargedOn { get; set; }
    public LateSince LateSince { get; set; }

    /// <summary>"IPCA", "INPC", "IGPM", or null for none.</summary>
    public string? CorrectionIndex { get; set; }
    public DebtStatus Status { get; private set; }

    /// <summary>On which day a bureau listed it, and a notary protested it; null when neither, or no longer.</summary>
    public DateOnly? NegativadaOn { get; set; }
    public DateOnly? ProtestadaOn { get; set; }

    /// <summary>Nothing is offered before this day: a broken agreement rests for a while (AgreementRules.ReofferDays).</summary>
    public DateOnly? NoOfferBefore { get; private set; }
    public string? ClosedReason { get; private set; }

    /// <summary>Since when it is not asked for, why, and the last day of that; all null when it is.</summary>
    public DateTimeOffset? PausedAt { get; private set; }
    public PauseReason? PauseReason { get; private set; }
    public DateOnly? PausedUntil { get; private set; }
    public required byte[] ContentHash { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public uint Version { get; private init; }

    /// <summary>Whether nothing is asked for on this day: no message, no escalation, no end of an agreement by itself (product R4).</summary>
    public bool IsPausedOn(DateOnly day) => PausedAt is not null && (PausedUntil is null || day <= PausedUntil);

    /// <summary>Asked for no more, until a day or until somebody resumes it. What it was paused for before is over.</summary>
    public void Pause(PauseReason reason, DateOnly? until, DateTimeOffset now) =>
        (PausedAt, PauseReason, PausedUntil, UpdatedAt) = (now, reason, until, now);

    public void Resume(DateTimeOffset now)
    {
        Invariant.Holds(PausedAt is not null, $"Debt {Id} is not paused.");
        (PausedAt, PauseReason, PausedUntil, UpdatedAt) = (null, null, null, now);
    }

    /// <summary>Worth more than was said: as though it had been from the start.</summary>
    public void Raise(Money amount, DateTimeOffset now)
    {
        Invariant.Holds(Status is DebtStatus.Open && amount > Money.Zero, $"Debt {Id} is {Status}: nothing is added to it.");
        (Principal, UpdatedAt) = (Principal + amount, now);
    }

    /// <summary>True when it was new: the same source is counted once.</summary>
    public bool Credit(DatedCredit credit, DateTimeOffset now)
    {
        Invariant.Holds(credit.Amount > Money.Zero, "A credit is a positive amount.");

        if (DatedCredits.Any(known => known.Source == credit.Source))
        {
            return false;
        }

        (DatedCredits, UpdatedAt) = ([.. DatedCredits, credit], now);
        return true;
    }

    /// <summary>Money went back: so much of what it had brought is owed again.</summary>
    /// <returns>How much that is: no more than was there of it.</returns>
    public Money TakeBack(string source, Money amount, DateTimeOffset now)
    {
        if (DatedCredits.SingleOrDefault(known => known.Source == source) is not { } credit || amount <= Money.Zero)
        {
            return Money.Zero;
        }

        var gone = Money.Min(amount, credit.Amount);
        var left = credit with { Amount = credit.Amount - gone };
        (DatedCredits, UpdatedAt) = ([.. DatedCredits.Where(c => c != credit), .. left.Amount.IsZero ? [] : new[] { left }], now);
        return gone;
    }

    /// <summary>Money that had gone back is there again, beside what had stayed of it.</summary>
    public void CreditAgain(DatedCredit credit, DateTimeOffset now)
    {
        var stayed = DatedCredits.Where(known => known.Source == credit.Source).Select(known => known.Amount).Total();
        (DatedCredits, UpdatedAt) = ([.. DatedCredits.Where(known => known.Source != credit.Source), credit with { Amount = stayed + credit.Amount }], now);
    }

    /// <summary>What had settled it went back.</summary>
    public void Unsettle(DateTimeOffset now)
    {
        Invariant.Holds(Status is DebtStatus.Settled, $"Debt {Id} is {Status}, not settled.");
        (Status, UpdatedAt) = (DebtStatus.UnderAgreement, now);
    }

    public void PutUnderAgreement(DateTimeOffset now)
    {
        Invariant.Holds(Status is DebtStatus.Open, $"Debt {Id} is {Status}, not open.");
        (Status, UpdatedAt) = (DebtStatus.UnderAgreement, now);
    }

    public void Settle(DateTimeOffset now)
    {
        Invariant.Holds(Status is DebtStatus.UnderAgreement, $"Debt {Id} is {Status}, not under an agreement.");
        (Status, UpdatedAt) = (DebtStatus.Settled, now);
    }

    public void Close(string reason, DateTimeOffset now)
    {
        Invariant.Holds(Status is DebtStatus.Open, $"Debt {Id} is {Status}, not open.");
        (Status, ClosedReason, UpdatedAt) = (DebtStatus.Closed, reason, now);
    }

    /// <summary>What had closed it was undone.</summary>
    public void Reopen(DateTimeOffset now)
    {
        Invariant.Holds(Status is DebtStatus.Closed, $"Debt {Id} is {Status}, not closed.");
        (Status, ClosedReason, UpdatedAt) = (DebtStatus.Open, null, now);
    }

    /// <param name="noOfferBefore">The first day on which it may be offered for again; null for at once, or whenever an earlier break says.</param>
    public void ReturnToOpen(DateTimeOffset now, DateOnly? noOfferBefore = null)
    {
        Invariant.Holds(Status is DebtStatus.UnderAgreement, $"Debt {Id} is {Status}, not under an agreement.");
        (Status, NoOfferBefore, UpdatedAt) = (DebtStatus.Open, noOfferBefore ?? NoOfferBefore, now);
    }
}

/// <summary>Money that came off a debt on a day. <paramref name="Source"/> says from where: "payment:0198…", "external:0198…", "adjustment:0198…".</summary>
public sealed record DatedCredit(DateOnly On, Money Amount, string Source)
{
    /// <summary>Nobody paid it: the creditor let it off.</summary>
    public bool IsAbatement => Source.StartsWith(DebtAdjustment.SourcePrefix, StringComparison.Ordinal);

    internal static string Write(IReadOnlyList<DatedCredit> credits) => JsonSerializer.Serialize(credits, JsonSerializerOptions.Web);

    /// <summary>Those of a row, as its column keeps them.</summary>
    public static IReadOnlyList<DatedCredit> Read(string json) =>
        json == "[]" ? [] : JsonSerializer.Deserialize<List<DatedCredit>>(json, JsonSerializerOptions.Web)!;
}

internal sealed class DebtMapping : IEntityTypeConfiguration<Debt>
{
    public void Configure(EntityTypeBuilder<Debt> debt)
    {
        debt.ToTable("debts", t =>
        {
            t.HasCheckConstraint("debts_principal_is_positive", "principal_cents > 0");
            t.HasCheckConstraint("debts_parts_are_not_negative", "fees_cents >= 0 and credits_cents >= 0");
            t.HasCheckConstraint("debts_fine_is_lawful", "fine_rate between 0 and 0.02");
            t.HasCheckConstraint(
                "debts_pause_is_whole", "(paused_at is null) = (pause_reason is null) and (paused_until is null or paused_at is not null)");
            t.HasCheckConstraint("debts_taxa_legal_has_no_rate", "interest_formula <> 'TaxaLegal' or monthly_interest_rate = 0");
        });
        debt.HasKey(d => new { d.CreditorId, d.Id });
        debt.HasOne<Debtor>().WithMany().HasForeignKey(d => new { d.CreditorId, d.DebtorId });
        debt.Property(d => d.Version).IsRowVersion();
        debt.Property(d => d.DatedCredits).HasColumnType("jsonb").HasDefaultValueSql("'[]'").HasConversion(
            credits => DatedCredit.Write(credits),
            json => DatedCredit.Read(json),
            new ValueComparer<IReadOnlyList<DatedCredit>>((a, b) => a!.SequenceEqual(b!), credits => credits.Count));
        debt.HasIndex(d => new { d.CreditorId, d.ExternalId }).IsUnique();
        debt.HasIndex(d => d.PersonKey);
    }
}

public static class DebtsInDb
{
    extension(AppDb db)
    {
        public DbSet<Debt> Debts => db.Set<Debt>();

        /// <summary>Those that <see cref="Debt.IsPausedOn"/> this day, for the database to find.</summary>
        public IQueryable<Debt> DebtsPausedOn(DateOnly day) => db.Debts.Where(d => d.PausedAt != null && (d.PausedUntil == null || d.PausedUntil >= day));
    }
}
