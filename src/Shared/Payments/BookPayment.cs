using Shared.Ledger;

namespace Shared.Payments;

/// <summary>Money arrived for a charge. <paramref name="Purpose"/> is in the words of whoever asked for it.</summary>
public sealed record PaymentReceived(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Charge> ChargeId, string Purpose, Money Amount, DateTimeOffset PaidAt)
    : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>It is known by now what money is for that named no charge.</summary>
public sealed record StrayPaymentIdentified(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<StrayPayment> StrayPaymentId, Id<Payment> PaymentId, Id<Charge> ChargeId, Money Amount) : IPersonEvent
{
    public Guid Subject => StrayPaymentId.Value;
}

/// <summary>
/// Makes a payment of money that a gateway has received for a charge, once: out of suspense where it was kept there before. Within
/// the caller's SaveChanges.
/// </summary>
public sealed class BookPayment(AppDb db, Journal journal, EventLog events, TimeProvider clock)
{
    public sealed record Request(Charge Charge, RemotePayment Received, Actor Actor);

    /// <returns>The payment, of before or new, of this charge or of one that somebody named for it; null for money that has been given back.</returns>
    public async Task<Payment?> ExecuteAsync(Request request, CancellationToken stopping)
    {
        var (account, external) = (request.Charge.GatewayAccountId, request.Received.ExternalId);

        if (await db.Payments.SingleOrDefaultAsync(p => p.GatewayAccountId == account && p.ExternalId == external, stopping) is { } known)
        {
            return known;
        }

        var stray = await db.StrayPayments.SingleOrDefaultAsync(s => s.GatewayAccountId == account && s.ExternalId == external, stopping);
        return stray is { Status: StrayStatus.Returned } ? null : await BookAsync(request, stray);
    }

    private async Task<Payment> BookAsync(Request request, StrayPayment? stray)
    {
        var (charge, received, actor) = request;
        var payment = new Payment
        {
            CreditorId = charge.CreditorId,
            PersonKey = charge.PersonKey,
            GatewayAccountId = charge.GatewayAccountId,
            ChargeId = charge.Id,
            ExternalId = received.ExternalId,
            Amount = received.Amount,
            PaidAt = received.PaidAt,
            LearntAt = clock.GetUtcNow(),
            StrayPaymentId = stray?.Id,
        };
        db.Add(payment);
        journal.Post(
            charge.CreditorId, stray is null ? "payment received" : "payment identified", Payment.SourceOf(payment.Id),
            Line.Debit(stray is null ? Account.GatewayClearing : Account.Suspense, payment.Amount),
            Line.Credit(Account.Unapplied, payment.Amount));

        if (stray is not null)
        {
            stray.Identify(clock.GetUtcNow());
            await events.RecordAsync(
                new StrayPaymentIdentified(charge.CreditorId, charge.PersonKey, stray.Id, payment.Id, charge.Id, payment.Amount), actor);
        }

        await events.RecordAsync(
            new PaymentReceived(charge.CreditorId, charge.PersonKey, payment.Id, charge.Id, charge.Purpose, payment.Amount, payment.PaidAt), actor);
        return payment;
    }
}
