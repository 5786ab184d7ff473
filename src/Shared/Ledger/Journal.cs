using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Ledger;

/// <summary>
/// Where a creditor's money can be (docs/money.md). Assets grow by debit; liabilities, revenue by credit.
/// The balance of each is the sum of its lines, debits positive.
/// </summary>
public enum Account
{
    GatewayClearing,
    Bank,
    CreditorReceivable,
    CreditorPayable,
    DebtorCredit,
    Unapplied,
    Suspense,
    RefundsInTransit,
    PayoutsInTransit,
    CommissionRevenue,
    GatewayFees,
    DisputeCost,
    HeldElsewhere,
    PaidElsewhere,
}

/// <summary>What an entry says happened, and to which money.</summary>
/// <param name="Source">The act: "payment:0198…", "refund:0198…". The same <paramref name="Why"/> is posted once for it.</param>
/// <param name="About">The payment it is about, "payment:0198…", where there is one; else the source again.</param>
public sealed record Fact(Id<Creditor> CreditorId, string Why, string Source, string About);

/// <summary>The only writer of the ledger. Entries are added, never changed: a mistake is undone by a new entry.</summary>
public sealed class Journal(AppDb db, CreditorClock clock)
{
    /// <summary>
    /// Posts within the caller's SaveChanges. The same <paramref name="why"/> for the same <paramref name="source"/>
    /// can never be posted twice: the database refuses it. Throws when the lines do not sum to zero.
    /// </summary>
    public void Post(Id<Creditor> creditor, string why, string source, params IReadOnlyList<Line> lines) =>
        Post(new Fact(creditor, why, source, source), lines);

    /// <summary>The same, for an act that is about some other thing. Lines of nothing are left out; of nothing but them, nothing is posted.</summary>
    public void Post(Fact fact, params IReadOnlyList<Line> lines) => Add(fact, null, lines);

    /// <summary>
    /// Undoes what was posted for a source as <paramref name="undone"/>: the same lines the other way round, once. What the creditor
    /// gets back comes first off what it owes by now. Nothing where nothing had been posted.
    /// </summary>
    public async Task ReverseAsync(Fact fact, string undone)
    {
        if (await FindAsync(fact, undone) is not { } entry)
        {
            return;
        }

        var posted = await LinesOfAsync(entry);
        var drawn = posted.Where(l => l.Account is Account.CreditorPayable or Account.CreditorReceivable).Select(l => l.Amount).Total();
        Add(
            fact,
            entry.Id,
            [
                .. posted.Where(l => l.Account is not (Account.CreditorPayable or Account.CreditorReceivable)).Select(l => Line.Of(l.Account, -l.Amount)),
                .. drawn < Money.Zero ? await db.DrawOnCreditorAsync(fact.CreditorId, -drawn) : await db.PayBackCreditorAsync(fact.CreditorId, drawn),
            ]);
    }

    private void Add(Fact fact, Id<Entry>? reverses, IReadOnlyList<Line> all)
    {
        List<Line> lines = [.. all.Where(l => !l.Amount.IsZero)];

        if (lines.Count == 0)
        {
            return;
        }

        Invariant.Holds(lines.Count >= 2, "An entry has at least two lines.");
        Invariant.Holds(lines.Select(l => l.Amount).Total() == Money.Zero, $"Entry '{fact.Why}' does not balance.");

        var entry = new Entry
        {
            CreditorId = fact.CreditorId,
            Why = fact.Why,
            Source = fact.Source,
            About = fact.About,
            ReversesId = reverses,
            PostedAt = clock.GetUtcNow(),
        };
        db.Add(entry);

        // Credits first: an account that may not be overdrawn is filled before it is drawn on.
        foreach (var line in lines.OrderBy(l => l.Amount))
        {
            db.Add(line.In(entry));
        }
    }

    private async Task<Entry?> FindAsync(Fact fact, string why) =>
        db.ChangeTracker.Entries<Entry>().Select(e => e.Entity)
            .SingleOrDefault(e => e.CreditorId == fact.CreditorId && e.Source == fact.Source && e.Why == why)
        ?? await db.LedgerEntries.AsNoTracking().SingleOrDefaultAsync(e => e.CreditorId == fact.CreditorId && e.Source == fact.Source && e.Why == why);

    private async Task<IReadOnlyList<Line>> LinesOfAsync(Entry entry)
    {
        var unsaved = db.ChangeTracker.Entries<Line>().Select(l => l.Entity).Where(l => l.EntryId == entry.Id).ToList();
        return unsaved.Count > 0
            ? unsaved
            : await db.LedgerLines.AsNoTracking().Where(l => l.CreditorId == entry.CreditorId && l.EntryId == entry.Id).ToListAsync();
    }
}

/// <summary>One fact about money (<see cref="Fact"/>).</summary>
public sealed class Entry : IBelongsToCreditor
{
    public Id<Entry> Id { get; private init; } = Id<Entry>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required string Why { get; init; }
    public required string Source { get; init; }
    public required string About { get; init; }

    /// <summary>The entry that this one undoes.</summary>
    public Id<Entry>? ReversesId { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
}

public sealed class Line : IBelongsToCreditor
{
    private Line() { }

    public long Id { get; private init; }
    public Id<Creditor> CreditorId { get; private init; }
    public Id<Entry> EntryId { get; private init; }
    public Account Account { get; private init; }
    public Money Amount { get; private init; }

    public static Line Debit(Account account, Money amount) => Of(account, amount);

    public static Line Credit(Account account, Money amount) => Of(account, -amount);

    internal static Line Of(Account account, Money amount) => new() { Account = account, Amount = amount };

    internal Line In(Entry entry) => new() { CreditorId = entry.CreditorId, EntryId = entry.Id, Account = Account, Amount = Amount };
}

internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> entry)
    {
        entry.ToTable("ledger_entries");
        entry.HasKey(e => new { e.CreditorId, e.Id });
        entry.HasIndex(e => new { e.CreditorId, e.Source, e.Why }).IsUnique();
        entry.HasIndex(e => new { e.CreditorId, e.About });
        entry.HasIndex(e => new { e.CreditorId, e.PostedAt });

        // Undone once.
        entry.HasOne<Entry>().WithMany().HasForeignKey(e => new { e.CreditorId, e.ReversesId });
        entry.HasIndex(e => new { e.CreditorId, e.ReversesId }).IsUnique().HasFilter("reverses_id is not null");
    }
}

internal sealed class LineMapping : IEntityTypeConfiguration<Line>
{
    public void Configure(EntityTypeBuilder<Line> line)
    {
        line.ToTable("ledger_lines", t => t.HasCheckConstraint("ledger_lines_amount_is_not_zero", "amount_cents <> 0"));
        line.HasOne<Entry>().WithMany().HasForeignKey(l => new { l.CreditorId, l.EntryId });
        line.HasIndex(l => new { l.CreditorId, l.Account });
    }
}

public static class LedgerInDb
{
    extension(AppDb db)
    {
        public DbSet<Entry> LedgerEntries => db.Set<Entry>();

        public DbSet<Line> LedgerLines => db.Set<Line>();
    }
}
