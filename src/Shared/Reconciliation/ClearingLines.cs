using Shared.Ledger;
using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>What one act has done to the money at the gateways, in all.</summary>
internal sealed record ClearingSum(string About, string Source, string Why, Money Amount);

internal static class ClearingLines
{
    extension(AppDb db)
    {
        /// <summary>All that was posted to the money at the gateways about these things.</summary>
        public async Task<IReadOnlyList<ClearingSum>> ClearingAboutAsync(Id<Creditor> creditor, IReadOnlyCollection<string> abouts) =>
        [
            .. (await db.LedgerEntries.Where(e => e.CreditorId == creditor && abouts.Contains(e.About))
                .Join(db.LedgerLines.Where(l => l.Account == Account.GatewayClearing), e => new { e.CreditorId, e.Id }, l => new { l.CreditorId, Id = l.EntryId },
                    (e, l) => new { e.About, e.Source, e.Why, l.Amount.Cents })
                .ToListAsync())
                .GroupBy(l => (l.About, l.Source, l.Why), (key, lines) => new ClearingSum(key.About, key.Source, key.Why, Money.OfCents(lines.Sum(l => l.Cents)))),
        ];
    }

    extension(IEnumerable<ClearingSum> sums)
    {
        /// <summary>What an act did for one reason, corrections of it included.</summary>
        public Money Of(string source, string why) =>
            sums.Where(s => (s.Source == source && s.Why == why) || (s.Why == AdjustFee.WhyOf(why) && s.Source.EndsWith(source, StringComparison.Ordinal))).Select(s => s.Amount).Total();
    }
}
