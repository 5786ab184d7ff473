using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// Asks the gateways whether money for an agreement is on its way. Before anything that ends it; outside of any
/// transaction. None for one that has ended already, or is not there.
/// </summary>
public sealed class SeeMoneyOfAgreement(AppDb db, LookForMoney lookForMoney)
{
    public async Task<MoneyInSight> ExecuteAsync(Id<Agreement> id, CancellationToken cancellation)
    {
        var unpaid = await db.Instalments.AsNoTracking()
            .Where(i => i.AgreementId == id && i.PaidAt == null && i.DroppedAt == null)
            .Select(i => new { i.CreditorId, i.Id })
            .ToListAsync(cancellation);

        return unpaid is [var first, ..]
            ? await lookForMoney.ExecuteAsync(first.CreditorId, [.. unpaid.Select(i => InstalmentPurpose.Of(i.Id))], cancellation)
            : MoneyInSight.None;
    }
}
