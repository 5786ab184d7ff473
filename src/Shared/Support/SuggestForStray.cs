using Shared.Agreements;
using Shared.Debtors;
using Shared.Payments;

namespace Shared.Support;

/// <summary>An instalment that money may be for.</summary>
/// <param name="Due">With what was owed on the day the money was paid.</param>
public sealed record StrayAim(Debtor Debtor, Agreement Agreement, PlanLine Due);

/// <summary>
/// What money that names no charge may be for. Never booked by itself: an amount and a document are no proof, and somebody else may pay.
/// That somebody looked stands on the person's timeline.
/// </summary>
public sealed class SuggestForStray(AppDb db, EventLog events)
{
    private const int MostAgreements = 20;
    private const int WindowDays = 30;

    /// <summary>Of who paid: the open instalments of exactly this amount, due within thirty days of the payment.</summary>
    public async Task<IReadOnlyList<StrayAim>> ExecuteAsync(StrayPayment stray, Actor actor)
    {
        if (stray is not { IsOpen: true, PayerKey: { } payer } || await db.Debtors.AsNoTracking().SingleOrDefaultAsync(d => d.PersonKey == payer) is not { } debtor)
        {
            return [];
        }

        var day = stray.PaidAt.BrazilDay;
        return
        [
            .. (await OpenOfAsync(debtor, stray, actor)).Where(a => Math.Abs(a.Due.Instalment.DueOn.DayNumber - day.DayNumber) <= WindowDays)
                .Where(a => a.Due.Due.Total == stray.Amount || a.Due.Instalment.Outstanding == stray.Amount),
        ];
    }

    /// <summary>All open instalments of a person.</summary>
    public async Task<IReadOnlyList<StrayAim>> OpenOfAsync(Debtor debtor, StrayPayment stray, Actor actor)
    {
        await events.RecordAsync(new PersonViewed(debtor.CreditorId, debtor.PersonKey, debtor.Id), actor);
        await db.SaveChangesAsync();
        var agreements = await db.Agreements.AsNoTracking()
            .Where(a => a.DebtorId == debtor.Id && (a.Status == AgreementStatus.Accepted || a.Status == AgreementStatus.Active))
            .OrderByDescending(a => a.Id).Take(MostAgreements).ToListAsync();
        List<StrayAim> aims = [];

        foreach (var agreement in agreements)
        {
            aims.AddRange((await db.PlanAsync(agreement.Id, stray.PaidAt.BrazilDay))!.Open.Select(line => new StrayAim(debtor, agreement, line)));
        }

        return aims;
    }
}
