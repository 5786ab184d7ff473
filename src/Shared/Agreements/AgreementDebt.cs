using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Debts;

namespace Shared.Agreements;

/// <summary>A debt inside an agreement. Released when the agreement ends in any way but payment.</summary>
public sealed class AgreementDebt : IBelongsToCreditor, IBelongsToPerson
{
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<Agreement> AgreementId { get; init; }
    public required Id<Debt> DebtId { get; init; }
    public DateTimeOffset? ReleasedAt { get; set; }
}

internal sealed class AgreementDebtMapping : IEntityTypeConfiguration<AgreementDebt>
{
    public void Configure(EntityTypeBuilder<AgreementDebt> row)
    {
        row.ToTable("agreement_debts");
        row.HasKey(d => new { d.CreditorId, d.AgreementId, d.DebtId });
        row.HasOne<Agreement>().WithMany().HasForeignKey(d => new { d.CreditorId, d.AgreementId });
        row.HasOne<Debt>().WithMany().HasForeignKey(d => new { d.CreditorId, d.DebtId });

        // One live agreement per debt: the index is what makes two quick clicks harmless.
        row.HasIndex(d => new { d.CreditorId, d.DebtId }).IsUnique().HasFilter("released_at is null").HasDatabaseName("ux_agreement_debts_one_live");
    }
}

public static class AgreementDebtsInDb
{
    extension(AppDb db)
    {
        public DbSet<AgreementDebt> AgreementDebts => db.Set<AgreementDebt>();

        /// <summary>The debts that are under this agreement, and not released.</summary>
        public IQueryable<Debt> DebtsUnder(Agreement agreement)
        {
            var inside = db.AgreementDebts.Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == agreement.Id && d.ReleasedAt == null);
            return db.Debts.Where(d => d.CreditorId == agreement.CreditorId && inside.Any(i => i.DebtId == d.Id));
        }

        /// <summary>Whether one of the debts under it is not asked for on this day. Reads them to be changed: a pause that comes meanwhile wins the race.</summary>
        internal async Task<bool> IsPausedAsync(Agreement agreement, DateOnly day) =>
            (await db.DebtsUnder(agreement).AsTracking().ToListAsync()).Exists(d => d.IsPausedOn(day));
    }
}
