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
public sealed class BookPayment(AppDb db, Journal journal, Vault vault, EventLog events, CreditorClock clock)
{
    /// <param name="Was">The state of the charge before this money was told of.</param>
    public sealed record Request(Charge Charge, RemotePayment Received, ChargeStatus Was, Actor Actor);

    /// <returns>The payment, of before or new, of this charge or of one that somebody named for it; null for money that has been given back.</returns>
    public async Task<Payment?> ExecuteAsync(Request request, CancellationToken stopping)
    {
        var (account, external) = (request.Charge.GatewayAccountId, request.Received.ExternalId);

        if (await db.Payments.SingleOrDefaultAsync(p => p.GatewayAccountId == account && p.ExternalId == external, stopping) is { } known)
        {
            return known;
        }

        var stray = await db.StrayPayments.SingleOrDefaultAsync(s => s.GatewayAccountId == account && s.ExternalId == external, stopping);
        return stray is { Status: StrayStatus.Returned } ? null : await BookAsync(request, stray, stopping);
    }

    private async Task<Payment> BookAsync(Request request, StrayPayment? stray, CancellationToken stopping)
    {
        var (charge, received, _, actor) = request;
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
            Flags = PaymentFlags.Of(received, await SituationAsync(request, stopping)),
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

    private async Task<PaymentSituation> SituationAsync(Request request, CancellationToken stopping)
    {
        var (charge, received, was, _) = request;
        var payments = db.Payments.AsNoTracking();
        var codes = await db.Charges.AsNoTracking().Where(c => c.CreditorId == charge.CreditorId && c.Purpose == charge.Purpose)
            .Select(c => new { c.Id, c.Amount, c.PaidAt, Payments = payments.Where(p => p.ChargeId == c.Id).Select(p => p.Amount).ToList() })
            .ToListAsync(stopping);

        // Told of in the same answer, a moment ago.
        var unsaved = db.Payments.Local.Where(p => p.ChargeId == charge.Id && db.Entry(p).State is EntityState.Added).Select(p => p.Amount);
        var before = codes.Where(c => c.Id == charge.Id).SelectMany(c => c.Payments).Concat(unsaved).Total();

        // A code that was made after the other was paid asks for what that left.
        var isPaidElsewhere = codes.Exists(c => c.Id != charge.Id && c.PaidAt >= charge.CreatedAt && c.Payments.Total() >= c.Amount);
        return new(charge, was, before, isPaidElsewhere, await IsOtherPayerAsync(charge, received, stopping));
    }

    private async Task<bool> IsOtherPayerAsync(Charge charge, RemotePayment received, CancellationToken stopping) =>
        TaxId.TryParse(received.PayerDocument, out var payer)
        && vault.PersonOf(payer, await db.GatewayAccounts.Where(a => a.Id == charge.GatewayAccountId).Select(a => a.Mode).SingleAsync(stopping)) != charge.PersonKey;
}
