using Shared.Debts;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>Money for an agreement that had ended came off the debts it was about, on the day it was paid.</summary>
public sealed record LateMoneyCredited(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Payment> PaymentId, Money Amount) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>
/// A code of an ended agreement was paid after all: what its instalment lacked is credited to the debts that are open again.
/// None of it when they are not: then it is the debtor's, and somebody looks. Within the caller's SaveChanges.
/// </summary>
internal sealed class CreditLateMoney(AppDb db, EventLog events, TimeProvider clock)
{
    /// <summary>How much was taken.</summary>
    public async Task<Money> ExecuteAsync(Agreement agreement, Instalment instalment, PaymentReceived happened, Actor actor)
    {
        var inside = db.AgreementDebts.Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == agreement.Id);
        var open = await db.Debts
            .Where(d => d.CreditorId == agreement.CreditorId && d.Status == DebtStatus.Open && inside.Any(i => i.DebtId == d.Id))
            .OrderBy(d => d.Id).ToListAsync();

        if (open is [])
        {
            return Money.Zero;
        }

        var taken = instalment.Receive(happened.Amount, happened.PaidAt);
        ReturnDebts.Credit(agreement, open, new PaidPart(happened.PaymentId, happened.PaidAt.BrazilDay, taken), clock.GetUtcNow());
        await events.RecordAsync(new LateMoneyCredited(agreement.CreditorId, agreement.PersonKey, agreement.Id, happened.PaymentId, taken), actor);
        return taken;
    }
}
