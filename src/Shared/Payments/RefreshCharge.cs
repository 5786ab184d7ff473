using Shared.Ledger;

namespace Shared.Payments;

/// <summary>Money arrived for a charge. <paramref name="Purpose"/> is in the words of whoever asked for it.</summary>
public sealed record PaymentReceived(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Charge> ChargeId, string Purpose, Money Amount, DateTimeOffset PaidAt)
    : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>Asks the gateway what became of a charge. A poll books its own successor while the charge is open.</summary>
public sealed record RefreshCharge(Id<Charge> ChargeId, bool IsPoll) : IJob;

/// <summary>
/// A notice is a hint; the gateway's answer to our own question is the truth. So this may run any number of times,
/// late, twice or out of order, and money is still counted once.
/// </summary>
internal sealed class RunRefreshCharge(
    AppDb db, JobQueue jobs, IEnumerable<IPaymentGateway> gateways, Journal journal, EventLog events, TimeProvider clock) : IRun<RefreshCharge>
{
    private const int Tries = 5;
    private static readonly TimeSpan PollEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastLook = TimeSpan.FromHours(24);
    private static readonly TimeSpan NotFoundPatience = TimeSpan.FromMinutes(10);

    public async Task RunAsync(RefreshCharge job, CancellationToken stopping)
    {
        var asked = await db.Charges.AsNoTracking().SingleAsync(c => c.Id == job.ChargeId, stopping);
        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == asked.GatewayAccountId, stopping);
        var answer = await gateways.Single(g => g.Name == account.Gateway).FindAsync(account, asked, stopping);

        // Another runner booked the same news first: look again at what is left to do.
        await db.AgainAsync(Tries, () => ConvergeAsync(job, answer, stopping));
    }

    private async Task ConvergeAsync(RefreshCharge job, GatewayCharge answer, CancellationToken stopping)
    {
        var charge = await db.Charges.SingleAsync(c => c.Id == job.ChargeId, stopping);

        if (answer.Code is not "not-found" || clock.GetUtcNow() - charge.CreatedAt > NotFoundPatience)
        {
            charge.Learn(answer);
        }

        var known = await db.Payments.Where(p => p.ChargeId == charge.Id).Select(p => p.ExternalId).ToListAsync(stopping);

        foreach (var received in answer.Payments.Where(p => !known.Contains(p.ExternalId)))
        {
            await BookAsync(charge, received);
        }

        if (job.IsPoll && NextLook(charge) is { } delay)
        {
            jobs.Enqueue(job, charge.CreditorId, delay);
        }

        await db.SaveChangesAsync(stopping);
    }

    // Money is never refused: whatever the state of the charge, it is booked. What it pays for is for others to say.
    private async Task BookAsync(Charge charge, GatewayPayment received)
    {
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
        };
        db.Add(payment);
        journal.Post(
            charge.CreditorId, "payment received", $"payment:{payment.Id}",
            Line.Debit(Account.GatewayClearing, payment.Amount),
            Line.Credit(Account.Unapplied, payment.Amount));
        await events.RecordAsync(
            new PaymentReceived(charge.CreditorId, charge.PersonKey, payment.Id, charge.Id, charge.Purpose, payment.Amount, payment.PaidAt),
            Actor.System("gateway"));
    }

    private TimeSpan? NextLook(Charge charge)
    {
        var now = clock.GetUtcNow();
        return charge.Status switch
        {
            ChargeStatus.Requesting or ChargeStatus.Unknown => TimeSpan.FromMinutes(1),
            ChargeStatus.Waiting => PollEvery,

            // Codes stay payable at some banks after they expired: one more look, a day later.
            ChargeStatus.Expired when now < charge.ExpiresAt + LastLook => charge.ExpiresAt + LastLook - now,
            _ => null,
        };
    }
}
