namespace Shared.Payments;

/// <summary>Asks the gateway to give money back, and what became of it, until it has said its last word. Books its own successor.</summary>
public sealed record SendRefund(Id<Refund> RefundId) : IOutboundJob;

/// <summary>A refund has been on its way for longer than banks take: somebody must ask them.</summary>
public sealed record RefundOverdue(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Refund> RefundId, Money Amount) : IPersonEvent
{
    public Guid Subject => RefundId.Value;
}

/// <summary>Write down, ask, write down: it cannot be called off from before the gateway is asked, whatever becomes of the answer.</summary>
internal sealed class RunSendRefund(AppDb db, GatewayDesk gateways, LearnRefund learnRefund, JobQueue jobs, EventLog events, CreditorClock clock)
    : IRun<SendRefund>
{
    private const int Tries = 5;
    private static readonly Actor Gateway = Actor.System("gateway");

    // Banks send money back days after they said it had arrived.
    private static readonly TimeSpan[] LooksAfterwards = [TimeSpan.FromDays(1), TimeSpan.FromDays(7)];

    // A definite no: the same request will never do.
    private static readonly GatewayErrorKind[] Final =
    [
        GatewayErrorKind.InvalidRequest, GatewayErrorKind.Declined, GatewayErrorKind.MethodUnavailable, GatewayErrorKind.NotFound,
        GatewayErrorKind.NotRefundable, GatewayErrorKind.RefundWindowClosed,
    ];

    public async Task RunAsync(SendRefund job, CancellationToken stopping)
    {
        if (await BeginAsync(job.RefundId, stopping) is not { IsVoid: false, Channel: RefundChannel.Gateway } refund)
        {
            return;
        }

        var (answer, wasAsked) = await AskAsync(refund, stopping);
        await db.AgainAsync(Tries, () => LearnAsync(job, answer, wasAsked, stopping));
    }

    private Task<Refund> BeginAsync(Id<Refund> id, CancellationToken stopping) => db.AgainAsync(Tries, async () =>
    {
        var refund = await db.Refunds.SingleAsync(r => r.Id == id, stopping);

        if (refund is { Status: RefundStatus.Requested, Channel: RefundChannel.Gateway })
        {
            refund.BeginAsking(clock.GetUtcNow());
            await db.SaveChangesAsync(stopping);
        }

        return refund;
    });

    // Whether the gateway has it is asked first, once it may have it; only what it has never heard of is asked for again, by the same id.
    private async Task<(GatewayResult<RemoteRefund> Answer, bool WasAsked)> AskAsync(Refund refund, CancellationToken stopping)
    {
        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.CreditorId == refund.CreditorId && p.Id == refund.PaymentId, stopping);
        var charge = await db.Charges.AsNoTracking().SingleAsync(c => c.CreditorId == refund.CreditorId && c.Id == payment.ChargeId, stopping);
        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.CreditorId == refund.CreditorId && a.Id == payment.GatewayAccountId, stopping);
        var order = new RefundOrder(refund.GatewayId, charge, payment.ExternalId, refund.Amount, refund.Reason.ToString());
        var gateway = gateways.Of(account);

        if (refund.Status is not RefundStatus.Requested)
        {
            var found = await gateway.FindRefundAsync(account, order, stopping);

            if (refund.Status is not RefundStatus.Unknown || found.IsOk(out _, out var error) || error.Kind is not GatewayErrorKind.NotFound)
            {
                return (found, false);
            }
        }

        return (await gateway.RefundAsync(account, order, stopping), true);
    }

    private async Task LearnAsync(SendRefund job, GatewayResult<RemoteRefund> answer, bool wasAsked, CancellationToken stopping)
    {
        var refund = await db.Refunds.SingleAsync(r => r.Id == job.RefundId, stopping);
        var now = clock.GetUtcNow();

        if (answer.IsOk(out var remote, out var error))
        {
            await learnRefund.ExecuteAsync(refund, r => r.Learn(remote, now), Gateway);
        }
        else if (wasAsked && Final.Contains(error.Kind))
        {
            await learnRefund.ExecuteAsync(refund, r => r.Fail(error.Code, now), Gateway);
        }
        else if (error.IsUnknown || error.Kind is GatewayErrorKind.Conflict)
        {
            await learnRefund.ExecuteAsync(refund, r => r.LoseSight(now), Gateway);
        }

        if (NextLook(refund, now) is { } wait)
        {
            jobs.Enqueue(job, refund.CreditorId, wait);
        }

        await ShoutAsync(refund, now, stopping);
        await db.SaveChangesAsync(stopping);
    }

    private async Task ShoutAsync(Refund refund, DateTimeOffset now, CancellationToken stopping)
    {
        if (refund.EndedAt is null && now - refund.RequestedAt > Refund.Patience
            && !await db.Events.AnyAsync(e => e.Subject == refund.Id.Value && e.Name == nameof(RefundOverdue), stopping))
        {
            await events.RecordAsync(new RefundOverdue(refund.CreditorId, refund.PersonKey, refund.PaymentId, refund.Id, refund.Amount), Gateway);
        }
    }

    private static TimeSpan? NextLook(Refund refund, DateTimeOffset now)
    {
        if (refund.SucceededAt is { } succeeded && !refund.IsVoid)
        {
            var next = LooksAfterwards.Where(after => succeeded + after > now).Select(after => (TimeSpan?)(succeeded + after - now)).FirstOrDefault();
            return next;
        }

        return refund.IsVoid ? null : (now - refund.RequestedAt) switch
        {
            var age when age < TimeSpan.FromMinutes(10) => TimeSpan.FromMinutes(1),
            var age when age < TimeSpan.FromHours(2) => TimeSpan.FromMinutes(10),
            var age when age < TimeSpan.FromDays(1) => TimeSpan.FromHours(1),
            _ => TimeSpan.FromHours(6),
        };
    }
}
