using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>How far a run has come: the three parts of the gateway's statement, then what stands in our ledger alone.</summary>
public enum ReconPhase { Payments, Returns, Settlements, Ours, Done }

/// <summary>What moved the money at one gateway account on one day, for one reason: so many entries, and how much in all.</summary>
public sealed record DayLine(string Why, int Count, Money Amount);

/// <summary>The ledger's own account of a day: opening + in − out = closing, and the closing is the opening of the next.</summary>
public sealed record DayReport(Money Opening, IReadOnlyList<DayLine> Lines, Money Closing)
{
    public Money In => Lines.Select(l => l.Amount).Where(a => a > Money.Zero).Total();

    public Money Out => -Lines.Select(l => l.Amount).Where(a => a < Money.Zero).Total();
}

/// <summary>What the items of a run add up to.</summary>
/// <param name="Open">How many of them still differ: two that make up for each other are two.</param>
public sealed record DayTotals(int Items, Money Gateway, Money Ledger, int Open)
{
    /// <summary>What the gateway has more than we.</summary>
    public Money Difference => Gateway - Ledger;

    internal string Mark => $"{Items}/{Gateway.Cents}/{Ledger.Cents}/{Open}";
}

/// <summary>One account at a gateway and one civil day, compared with our books. There is one of each; asking again does it anew.</summary>
public sealed class ReconRun : IBelongsToCreditor
{
    public const string NoteContext = "recon-note";

    public Id<ReconRun> Id { get; private init; } = Id<ReconRun>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<GatewayAccount> GatewayAccountId { get; init; }

    /// <summary>The day in São Paulo.</summary>
    public required DateOnly On { get; init; }
    public required DateTimeOffset StartedAt { get; set; }
    public ReconPhase Phase { get; private set; }

    /// <summary>Where in the gateway's list it is: what was matched before is matched.</summary>
    public string? Cursor { get; private set; }

    /// <summary>1 for the first time that the day is looked at.</summary>
    public int Pass { get; private set; } = 1;

    /// <summary>Why the gateway could not be asked, in its own word; null while it can.</summary>
    public string? StalledCode { get; private set; }
    public int Tries { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>As of the last time it was finished.</summary>
    public DayReport? Report { get; private set; }
    public DayTotals? Totals { get; private set; }

    /// <summary>The totals that somebody was last told about, and those that somebody signed.</summary>
    public string? ToldMark { get; private set; }
    public string? SignedMark { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public string? ClosedBy { get; private set; }
    public byte[]? SealedNote { get; private set; }

    /// <summary>When a day that had been closed turned out otherwise.</summary>
    public DateTimeOffset? ReopenedAt { get; private set; }
    public uint Version { get; private init; }

    public bool IsFinished => Phase is ReconPhase.Done;

    public bool IsClosed => ClosedAt is not null;

    public bool IsBalanced => IsFinished && Totals is { Open: 0 };

    /// <summary>From its first instant, which belongs to it, to the first of the next, which does not.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Window => (BrazilTime.At(On, TimeOnly.MinValue), BrazilTime.At(On.AddDays(1), TimeOnly.MinValue));

    public string? Note(Vault vault) => SealedNote is { } note ? vault.OpenText(note, NoteContext) : null;

    /// <summary>From the beginning once more. What was signed stays signed until something is found to differ from it.</summary>
    internal void Restart(DateTimeOffset now)
    {
        (StartedAt, Phase, Cursor, Pass) = (now, ReconPhase.Payments, null, Pass + 1);
        Retry();
    }

    /// <summary>Where it stood still.</summary>
    internal void Retry() => (Tries, StalledCode) = (0, null);

    /// <param name="cursor">Where the list goes on; null when this part of it is over.</param>
    internal void Advance(string? cursor)
    {
        Invariant.Holds(Phase < ReconPhase.Ours, $"Run {Id} has no more pages: it is at {Phase}.");
        (Cursor, Phase) = (cursor, cursor is null ? Phase + 1 : Phase);
        Retry();
    }

    internal void Stall(string code) => (StalledCode, Tries) = (code, Tries + 1);

    /// <summary>True when it differs in a way that nobody was told of.</summary>
    internal bool Finish(DayReport report, DayTotals totals, DateTimeOffset now)
    {
        Invariant.Holds(Phase is ReconPhase.Ours, $"Run {Id} is at {Phase}.");
        (Phase, Report, Totals, FinishedAt) = (ReconPhase.Done, report, totals, now);
        Retry();
        var isNews = totals.Open > 0 && totals.Mark != ToldMark;
        ToldMark = totals.Open > 0 ? totals.Mark : null;
        return isNews;
    }

    internal bool HasChangedSinceSigned => IsClosed && IsFinished && Totals!.Mark != SignedMark;

    internal void Close(string by, byte[]? sealedNote, DateTimeOffset now)
    {
        Invariant.Holds(IsFinished && !IsClosed, $"Run {Id} is at {Phase}, closed at {ClosedAt}.");
        (ClosedAt, ClosedBy, SealedNote, SignedMark, ReopenedAt) = (now, by, sealedNote, Totals!.Mark, null);
    }

    internal void Reopen(DateTimeOffset now) => (ClosedAt, SignedMark, ReopenedAt) = (null, null, now);
}

internal sealed class ReconRunMapping : IEntityTypeConfiguration<ReconRun>
{
    public void Configure(EntityTypeBuilder<ReconRun> run)
    {
        run.ToTable("recon_runs", t =>
        {
            t.HasCheckConstraint("recon_runs_finished_with_a_report", "phase <> 'Done' or (report is not null and totals is not null and finished_at is not null)");
            t.HasCheckConstraint("recon_runs_closed_by_somebody", "closed_at is null or (closed_by is not null and signed_mark is not null)");
        });
        run.HasKey(r => new { r.CreditorId, r.Id });
        run.HasOne<GatewayAccount>().WithMany().HasForeignKey(r => new { r.CreditorId, r.GatewayAccountId });
        run.HasIndex(r => new { r.GatewayAccountId, r.On }).IsUnique();
        run.HasIndex(r => new { r.CreditorId, r.On });
        run.Property(r => r.On).HasColumnName("day");
        run.Property(r => r.Version).IsRowVersion();
        run.Property(r => r.Report).HasColumnType("jsonb").HasConversion(
            report => JsonSerializer.Serialize(report, JsonSerializerOptions.Web), json => JsonSerializer.Deserialize<DayReport>(json, JsonSerializerOptions.Web));
        run.Property(r => r.Totals).HasColumnType("jsonb").HasConversion(
            totals => JsonSerializer.Serialize(totals, JsonSerializerOptions.Web), json => JsonSerializer.Deserialize<DayTotals>(json, JsonSerializerOptions.Web));
    }
}

public static class ReconRunsInDb
{
    extension(AppDb db)
    {
        public DbSet<ReconRun> ReconRuns => db.Set<ReconRun>();
    }
}
