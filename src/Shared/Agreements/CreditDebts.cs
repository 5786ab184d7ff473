using Shared.Debts;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>Money that was paid for an agreement came off a debt of it, which had returned.</summary>
public sealed record DebtCredited(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<Agreement> AgreementId, Id<Payment> PaymentId, Money Amount, DateOnly PaidOn)
    : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// Lets money for an agreement that is no more come off the debts that returned from it, as of the day it was paid, in
/// proportion to what each had brought in (product decision 3). A debt that has gone elsewhere since takes nothing.
/// </summary>
internal sealed class CreditDebts(AppDb db, FindIndexes findIndexes, EventLog events, CreditorClock clock)
{
    /// <returns>How much of it they took: never more than is owed on them.</returns>
    public async Task<Money> ExecuteAsync(Agreement agreement, Arrival money, Actor actor)
    {
        var inside = db.AgreementDebts.Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == agreement.Id);
        var debts = await db.Debts
            .Where(d => d.CreditorId == agreement.CreditorId && d.Status == DebtStatus.Open && inside.Any(i => i.DebtId == d.Id))
            .OrderBy(d => d.Id).ToListAsync();
        var indexes = await findIndexes.ExecuteAsync();
        var brought = agreement.Terms.Debts.ToDictionary(d => d.DebtId, d => d.Balance.Total - d.Discount.Total);
        var shares = ShareOut.Of(
            money.Amount, [.. debts.Select(d => brought.GetValueOrDefault(d.Id))], [.. debts.Select(d => d.OwedOf(money.PaidOn, clock.Today, indexes))]);

        foreach (var (debt, share) in debts.Zip(shares).Where(s => s.Second > Money.Zero))
        {
            Credit(debt, new DatedCredit(money.PaidOn, share, Payment.SourceOf(money.PaymentId)), money);
            await events.RecordAsync(
                new DebtCredited(debt.CreditorId, debt.PersonKey, debt.Id, agreement.Id, money.PaymentId, share, money.PaidOn), actor);
        }

        return shares.Total();
    }

    private void Credit(Debt debt, DatedCredit credit, Arrival money)
    {
        if (money.IsAgain)
        {
            debt.CreditAgain(credit, clock.GetUtcNow());
            return;
        }

        Invariant.Holds(debt.Credit(credit, clock.GetUtcNow()), $"Payment {money.PaymentId} came off debt {debt.Id} before.");
    }
}
