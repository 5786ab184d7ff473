using Shared.Ledger;

namespace Shared.Debts;

/// <summary>Money that a debtor was said to have paid the creditor itself is owed again.</summary>
/// <param name="Reopened">It had closed the debt, which is open again.</param>
public sealed record ExternalPaymentReversed(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Id<ExternalPayment> ExternalPaymentId, Money Amount, ExternalReversalReason Reason, bool Reopened)
    : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>
/// Undoes a payment made elsewhere that was told by mistake or came back: what it had taken is owed again, as though it had never come, and a debt that it
/// had closed is open. Asked for twice, it is undone once. Not while the debt is in an agreement: that was made on what was left.
/// </summary>
public sealed class ReverseExternalPayment(AppDb db, Journal journal, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("external-payment-not-found", "Não encontramos este pagamento.");

    private const int Tries = 5;

    public sealed record Request(Id<ExternalPayment> PaymentId, ExternalReversalReason Reason);

    public Task<Outcome<ExternalPayment>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => ReverseAsync(request, actor));

    private async Task<Outcome<ExternalPayment>> ReverseAsync(Request request, Actor actor)
    {
        if (await db.ExternalPayments.SingleOrDefaultAsync(p => p.Id == request.PaymentId) is not { } payment)
        {
            return NotFound;
        }

        if (payment.ReversedAt is not null)
        {
            return payment;
        }

        var debt = await db.Debts.SingleAsync(d => d.CreditorId == payment.CreditorId && d.Id == payment.DebtId);

        if (FrozenDebt.WhyNot(debt.Status) is { } frozen && !(payment.ClosedDebt && frozen == FrozenDebt.IsClosed))
        {
            return frozen;
        }

        var now = clock.GetUtcNow();

        if (debt.Status is DebtStatus.Closed)
        {
            debt.Reopen(now);
        }

        debt.TakeBack(payment.Source, payment.Applied, now);
        payment.Reverse(request.Reason, now);
        await journal.ReverseAsync(new(payment.CreditorId, "paid elsewhere undone", payment.Source, payment.Source), BookExternalPayment.Why);
        await events.RecordAsync(
            new ExternalPaymentReversed(
                debt.CreditorId, debt.PersonKey, debt.Id, payment.Id, payment.Amount, request.Reason, payment.ClosedDebt),
            actor);
        await db.SaveChangesAsync();
        return payment;
    }
}
