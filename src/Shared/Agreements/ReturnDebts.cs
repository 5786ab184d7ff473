using Shared.Debts;

namespace Shared.Agreements;

/// <summary>What came back: the debts, and how much was credited to them in all.</summary>
public sealed record Returned(IReadOnlyList<Debt> Debts, Money Credited);

/// <summary>
/// An agreement ends unpaid: its debts are open again, less all that was paid, each payment on its own day (product
/// decision 3). The ledger is not touched: the money stays where it is. Within the caller's SaveChanges.
/// </summary>
public sealed class ReturnDebts(AppDb db, CountPaid countPaid)
{
    public async Task<Returned> ExecuteAsync(Agreement agreement, DateTimeOffset now, DateOnly? noOfferBefore = null)
    {
        var rows = await db.AgreementDebts
            .Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == agreement.Id && d.ReleasedAt == null).ToListAsync();
        var ids = rows.Select(row => row.DebtId).ToList();

        // What is not under it any more was given back by somebody a moment ago: the save will lose that race on the agreement itself.
        var debts = await db.Debts
            .Where(d => d.CreditorId == agreement.CreditorId && ids.Contains(d.Id) && d.Status == DebtStatus.UnderAgreement)
            .OrderBy(d => d.Id).ToListAsync();
        var paid = await countPaid.ExecuteAsync(agreement);

        foreach (var part in paid.Where(_ => debts.Count > 0))
        {
            Credit(agreement, debts, part, now);
        }

        // One that is open by now was given back by another with the same intent: the save will lose that race.
        foreach (var debt in debts.Where(d => d.Status is DebtStatus.UnderAgreement))
        {
            debt.ReturnToOpen(now, noOfferBefore);
        }

        foreach (var row in rows)
        {
            row.ReleasedAt = now;
        }

        foreach (var instalment in await UnpaidAsync(agreement))
        {
            instalment.Drop(now);
        }

        return new Returned(debts, paid.Select(p => p.Amount).Total());
    }

    /// <summary>Splits one payment over debts by what each brought into the agreement; no centavo is lost, none counted twice.</summary>
    public static void Credit(Agreement agreement, IReadOnlyList<Debt> debts, PaidPart part, DateTimeOffset now)
    {
        foreach (var (debt, share) in debts.Zip(SharesOf(agreement, debts, part.Amount)).Where(s => s.Second > Money.Zero))
        {
            debt.Credit(new DatedCredit(part.On, share, part.Source), now);
        }
    }

    /// <summary>How much of an amount each of the debts gets.</summary>
    public static IReadOnlyList<Money> SharesOf(Agreement agreement, IReadOnlyList<Debt> debts, Money amount)
    {
        var brought = agreement.Terms.Debts.ToDictionary(d => d.DebtId, d => d.Balance.Total - d.Discount.Total);
        return ShareOut.Of(amount, [.. debts.Select(d => brought.GetValueOrDefault(d.Id))]);
    }

    private Task<List<Instalment>> UnpaidAsync(Agreement agreement) => db.Instalments
        .Where(i => i.CreditorId == agreement.CreditorId && i.AgreementId == agreement.Id && i.PaidAt == null && i.DroppedAt == null)
        .ToListAsync();
}
