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
    RefundsInTransit,
    PayoutsInTransit,
    CommissionRevenue,
    GatewayFees,
    DisputeCost,
}

/// <summary>The only writer of the ledger. Entries are added, never changed: a mistake is undone by a new entry.</summary>
public sealed class Journal(AppDb db, TimeProvider clock)
{
    /// <summary>
    /// Posts within the caller's SaveChanges. The same <paramref name="why"/> for the same <paramref name="source"/>
    /// can never be posted twice: the database refuses it. Throws when the lines do not sum to zero.
    /// </summary>
    public void Post(Id<Creditor> creditor, string why, string source, params IReadOnlyList<Line> lines)
    {
        Invariant.Holds(lines.Count >= 2, "An entry has at least two lines.");
        Invariant.Holds(lines.Select(l => l.Amount).Total() == Money.Zero, $"Entry '{why}' does not balance.");

        var entry = new Entry { CreditorId = creditor, Why = why, Source = source, PostedAt = clock.GetUtcNow() };
        db.Add(entry);

        foreach (var line in lines)
        {
            db.Add(line.In(entry));
        }
    }
}

/// <summary>One fact about money. <see cref="Source"/> names what it is about: "payment:0198…".</summary>
public sealed class Entry : IBelongsToCreditor
{
    public Id<Entry> Id { get; private init; } = Id<Entry>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required string Why { get; init; }
    public required string Source { get; init; }
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

    public static Line Debit(Account account, Money amount) => new() { Account = account, Amount = amount };

    public static Line Credit(Account account, Money amount) => new() { Account = account, Amount = -amount };

    internal Line In(Entry entry) => new() { CreditorId = entry.CreditorId, EntryId = entry.Id, Account = Account, Amount = Amount };
}

internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> entry)
    {
        entry.ToTable("ledger_entries");
        entry.HasKey(e => new { e.CreditorId, e.Id });
        entry.HasIndex(e => new { e.CreditorId, e.Source, e.Why }).IsUnique();
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
