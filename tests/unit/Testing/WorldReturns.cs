using Shared.Creditors;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Testing;

/// <summary>Money that goes back, and out.</summary>
public sealed partial class World
{
    private static readonly Actor Staff = Actor.Staff("tests");

    public Task<Payment> PaymentOfAsync(Charge charge) => DoAsync(HostRole.Owner, (AppDb db) =>
        db.Payments.IgnoreQueryFilters().AsNoTracking().Where(p => p.ChargeId == charge.Id).OrderBy(p => p.Id).FirstAsync());

    /// <summary>An agreement whose first instalment was paid, some centavos more than it asks: with that payment.</summary>
    public async Task<(Creditor Creditor, Shared.Agreements.Agreement Agreement, Payment Payment)> PaidDealAsync(
        int payments = 3, long extra = 0, Action<CreditorProfile>? rules = null)
    {
        var (creditor, agreement) = await DealAsync(payments, paid: 0, rules);
        var charge = await PayInstalmentAsync(agreement, 1, agreement.Terms.Payments[0].Amount + Money.OfCents(extra));
        return (creditor, await AgreementNowAsync(agreement), await PaymentOfAsync(charge));
    }

    public Task<Outcome<Refund>> RefundAsync(Creditor creditor, Payment payment, long? cents = null, RefundChannel channel = RefundChannel.Gateway) =>
        DoAsync(creditor, (RefundPayment refund) => refund.ExecuteAsync(
            new(payment.Id, cents is { } some ? Money.OfCents(some) : null, channel, RefundReason.AskedByDebtor), Staff));

    public Task<Refund> RefundNowAsync(Creditor creditor, Refund refund) => SeeAsync(creditor, db => db.Refunds.AsNoTracking().SingleAsync(r => r.Id == refund.Id));

    /// <summary>Has the bank take money back, or give back what it took; the worker does not know yet.</summary>
    public Task<Outcome<Shared.Payments.Sandbox.SandboxRefund>> ChargeBackAsync(
        Creditor creditor, Payment payment, long? cents = null, ChargebackPlay play = ChargebackPlay.Take) =>
        DoAsync(creditor, (ChargeBackInSandbox chargeBack) => chargeBack.ExecuteAsync(new(payment.Id, cents is { } some ? Money.OfCents(some) : null, play)));

    /// <summary>Asks the gateway of a payment's charge, and lets the worker finish.</summary>
    public async Task HearAsync(Creditor creditor, Payment payment)
    {
        await EnqueueAsync(new RefreshCharge(payment.ChargeId, MoveCause.Notice), creditor);
        await RunJobsAsync();
    }

    public Task<Outcome<Payout>> PayoutAsync(Creditor creditor, long? cents = null) => DoAsync(creditor, (RequestPayout request) =>
        request.ExecuteAsync(new(creditor.Id, cents is { } some ? Money.OfCents(some) : null), Staff));

    public Task<List<string>> EventsOfAsync(Creditor creditor) => SeeAsync(creditor, db => db.Events.OrderBy(e => e.Id).Select(e => e.Name).ToListAsync());

    /// <summary>Both nightly proofs, over all creditors of this world: whatever they find is an event.</summary>
    public async Task ProveAsync(Creditor creditor)
    {
        await EnqueueAsync(new ProveLedger(), creditor);
        await EnqueueAsync(new ProvePayments(), creditor);
        await RunJobsAsync();
        Assert.Empty(await SeeAsync(creditor, db => db.Events.Where(e => e.Name == nameof(LedgerDisproved)).Select(e => e.Payload).ToListAsync()));
    }
}
