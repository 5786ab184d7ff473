using Shared.Ledger;

namespace Shared.Payments;

/// <summary>Money arrived that names no charge of ours: somebody must say what it is for.</summary>
public sealed record StrayPaymentKept(Id<Creditor> CreditorId, Id<StrayPayment> StrayPaymentId, Money Amount, DateTimeOffset PaidAt) : IEvent
{
    public Guid Subject => StrayPaymentId.Value;
}

/// <summary>
/// Keeps money in suspense that a gateway has received and no charge of ours explains. Any number of times, and at the same time as
/// <see cref="ConvergeCharge"/>: money is one payment or one stray. What the gateway has given back meanwhile, all of it, is learnt here.
/// </summary>
internal sealed class KeepStray(AppDb db, Journal journal, ReturnMoney returnMoney, Vault vault, EventLog events, CreditorClock clock)
{
    private const string Unidentified = "unidentified payment";
    private const int Tries = 5;
    private static readonly Actor Gateway = Actor.System("gateway");

    /// <param name="Received">As the gateway answered when we asked, never as a notice told it.</param>
    public sealed record Request(GatewayAccount Account, RemotePayment Received);

    /// <returns>Null where it is known as a payment.</returns>
    public Task<StrayPayment?> ExecuteAsync(Request request, CancellationToken stopping) => db.AgainAsync(Tries, () => KeepAsync(request, stopping));

    private async Task<StrayPayment?> KeepAsync(Request request, CancellationToken stopping)
    {
        var (account, received) = (request.Account, request.Received);

        if (await db.Payments.AnyAsync(p => p.GatewayAccountId == account.Id && p.ExternalId == received.ExternalId, stopping))
        {
            return null;
        }

        var isBack = received.Refunds.Where(r => r.Status is RemoteRefundStatus.Succeeded).Select(r => r.Amount).Total() >= received.Amount;
        var stray = await db.StrayPayments.SingleOrDefaultAsync(s => s.GatewayAccountId == account.Id && s.ExternalId == received.ExternalId, stopping)
            ?? await WriteDownAsync(account, received, isBack);

        if (stray.IsOpen && isBack)
        {
            await returnMoney.ExecuteAsync(new(stray, null), Gateway);
        }

        await db.SaveChangesAsync(stopping);
        return stray;
    }

    private async Task<StrayPayment> WriteDownAsync(GatewayAccount account, RemotePayment received, bool isBack)
    {
        var payer = TaxId.TryParse(received.PayerDocument, out var document) ? document : null;
        var stray = new StrayPayment
        {
            CreditorId = account.CreditorId,
            GatewayAccountId = account.Id,
            ExternalId = received.ExternalId,
            Amount = received.Amount,
            PaidAt = received.PaidAt,
            Txid = string.IsNullOrEmpty(received.Txid) ? null : received.Txid,
            PayerKey = payer is null ? null : vault.PersonOf(payer, account.Mode),
            SealedPayerDocument = payer is null ? null : vault.Seal(payer.Canonical, StrayPayment.DocumentContext),
            LearntAt = clock.GetUtcNow(),
        };
        db.Add(stray);
        journal.Post(
            account.CreditorId, Unidentified, StrayPayment.SourceOf(stray.Id), Line.Debit(Account.GatewayClearing, stray.Amount), Line.Credit(Account.Suspense, stray.Amount));

        // What has gone back already, nobody need look at.
        if (!isBack)
        {
            await events.RecordAsync(new StrayPaymentKept(account.CreditorId, stray.Id, stray.Amount, stray.PaidAt), Gateway);
        }

        return stray;
    }
}
