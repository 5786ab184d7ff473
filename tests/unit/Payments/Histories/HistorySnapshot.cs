using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments.Histories;

/// <summary>
/// How a run ended, line by line: the ledger account by account and payment by payment, instalments, credits, refunds, disputes. What is
/// the creditor's stands as one sum: whether it is still to be paid out or already owed back depends on what came first, and on nothing else.
/// </summary>
internal static class HistorySnapshot
{
    private const string OfCreditor = "creditor";

    public static Task<List<string>> TakeAsync(World world, HistoryRun run) => world.SeeAsync(run.Creditor, async db =>
    {
        var lines = await db.LedgerLines.Join(db.LedgerEntries, l => l.EntryId, e => e.Id, (l, e) => new { e.About, l.Account, l.Amount.Cents }).ToListAsync();
        var instalments = await db.Instalments.AsNoTracking().OrderBy(i => i.Number).ToListAsync();
        var charges = await db.Charges.AsNoTracking().ToDictionaryAsync(c => c.Id);
        var payments = await db.Payments.AsNoTracking().ToListAsync();
        var refunds = await db.Refunds.AsNoTracking().ToListAsync();
        var disputes = await db.Disputes.AsNoTracking().ToListAsync();
        var agreement = await db.Agreements.AsNoTracking().SingleAsync();
        List<string> said =
        [
            $"agreement {agreement.Status}, paid {agreement.Paid.Cents}, instalments {agreement.InstalmentsPaid}",
            .. instalments.Select(i => $"instalment {i.Number}: paid {i.Paid.Cents}, lateness {i.LateChargesPaid.Cents}, on {i.PaidAt:O}"),
            .. Sums(lines.Select(l => (l.Account, l.Cents))).Select(s => $"ledger {s}"),
            .. payments.Select(p => $"payment by {PurposeOf(p)} of {p.Amount.Cents} at {p.PaidAt:O}: "
                + string.Join(", ", Sums(lines.Where(l => l.About == Payment.SourceOf(p.Id)).Select(l => (l.Account, l.Cents))))).Order(StringComparer.Ordinal),
            .. refunds.Select(r => $"refund of {r.Amount.Cents}: {r.Status}").Order(StringComparer.Ordinal),
            .. disputes.Select(d => $"dispute of {d.Amount.Cents}: {(d.Status is DisputeStatus.Taken ? "taken" : "over")}").Order(StringComparer.Ordinal),
            .. charges.Values.Where(c => Charge.Open.Contains(c.Status)).Select(c => $"still open: {c.Status}"),
            .. refunds.Where(r => r.Status is RefundStatus.Requested or RefundStatus.Unknown or RefundStatus.Pending).Select(r => $"still unknown: {r.Status}"),
        ];
        return said;

        int PurposeOf(Payment payment) => instalments.Single(i => charges[payment.ChargeId].Purpose.EndsWith(i.Id.ToString(), StringComparison.Ordinal)).Number;
    });

    private static IEnumerable<string> Sums(IEnumerable<(Account Account, long Cents)> lines) => lines
        .GroupBy(l => l.Account is Account.CreditorPayable or Account.CreditorReceivable ? OfCreditor : l.Account.ToString(), l => l.Cents)
        .Select(g => (g.Key, Cents: g.Sum())).Where(g => g.Cents != 0).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Cents}");
}
