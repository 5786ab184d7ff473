using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Ledger;

/// <summary>
/// The sum of an account's lines, debits positive. Kept by a trigger as lines are added; nobody else writes it. What may not be
/// overdrawn is refused here, whoever comes at once: one creditor's entries are written one after the other.
/// </summary>
public sealed class AccountBalance : IBelongsToCreditor
{
    public required Id<Creditor> CreditorId { get; init; }
    public required Account Account { get; init; }
    public required Money Amount { get; init; }
}

internal sealed class AccountBalanceMapping : IEntityTypeConfiguration<AccountBalance>
{
    public void Configure(EntityTypeBuilder<AccountBalance> balance)
    {
        // Races.LostRace knows this name: whoever draws on what somebody else has just taken looks again.
        balance.ToTable("ledger_balances", t => t.HasCheckConstraint(
            "ledger_balances_are_not_overdrawn",
            "(account not in ('CreditorPayable', 'DebtorCredit', 'Unapplied', 'Suspense', 'RefundsInTransit', 'PayoutsInTransit') or amount_cents <= 0) "
            + "and (account <> 'CreditorReceivable' or amount_cents >= 0)"));
        balance.HasKey(b => new { b.CreditorId, b.Account });
    }
}

public static class BalancesInDb
{
    extension(AppDb db)
    {
        public DbSet<AccountBalance> LedgerBalances => db.Set<AccountBalance>();

        /// <summary>An account as it stands, with what the caller is about to save. Debits positive.</summary>
        public async Task<Money> BalanceAsync(Id<Creditor> creditor, Account account)
        {
            var saved = await db.LedgerBalances.AsNoTracking()
                .Where(b => b.CreditorId == creditor && b.Account == account).Select(b => b.Amount.Cents).SingleOrDefaultAsync();
            return Money.OfCents(saved) + db.ChangeTracker.Entries<Line>()
                .Where(l => l.State is EntityState.Added && l.Entity.CreditorId == creditor && l.Entity.Account == account).Select(l => l.Entity.Amount).Total();
        }

        /// <summary>What all entries about one thing have done to each account, with what the caller is about to save.</summary>
        public async Task<IReadOnlyDictionary<Account, Money>> AccountsAboutAsync(Id<Creditor> creditor, string about)
        {
            var entries = db.LedgerEntries.Where(e => e.CreditorId == creditor && e.About == about);
            var saved = await db.LedgerLines.AsNoTracking()
                .Where(l => l.CreditorId == creditor && entries.Any(e => e.Id == l.EntryId))
                .GroupBy(l => l.Account).Select(g => new { g.Key, Cents = g.Sum(l => l.Amount.Cents) })
                .ToListAsync();
            var unsaved = db.ChangeTracker.Entries<Entry>().Where(e => e.State is EntityState.Added && e.Entity.About == about).Select(e => e.Entity.Id).ToHashSet();
            return saved.Select(s => (s.Key, Amount: Money.OfCents(s.Cents)))
                .Concat(db.ChangeTracker.Entries<Line>().Where(l => unsaved.Contains(l.Entity.EntryId)).Select(l => (l.Entity.Account, l.Entity.Amount)))
                .GroupBy(l => l.Item1).ToDictionary(g => g.Key, g => g.Select(l => l.Amount).Total());
        }

        /// <summary>Takes an amount from what was collected for the creditor; what that does not cover, the creditor owes.</summary>
        public async Task<IReadOnlyList<Line>> DrawOnCreditorAsync(Id<Creditor> creditor, Money amount)
        {
            var there = -await db.BalanceAsync(creditor, Account.CreditorPayable);
            var covered = Money.Min(amount, Money.Max(there, Money.Zero));
            return [Line.Debit(Account.CreditorPayable, covered), Line.Debit(Account.CreditorReceivable, amount - covered)];
        }

        /// <summary>Gives an amount back to the creditor: first off what it owes.</summary>
        public async Task<IReadOnlyList<Line>> PayBackCreditorAsync(Id<Creditor> creditor, Money amount)
        {
            var owed = Money.Min(amount, await db.BalanceAsync(creditor, Account.CreditorReceivable));
            return [Line.Credit(Account.CreditorReceivable, owed), Line.Credit(Account.CreditorPayable, amount - owed)];
        }
    }
}
