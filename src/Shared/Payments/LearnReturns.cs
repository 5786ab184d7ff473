using Shared.Ledger;

namespace Shared.Payments;

/// <summary>A gateway took money of a payment back without our asking: what it had paid is no longer paid.</summary>
public sealed record PaymentChargedBack(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Dispute> DisputeId, Money Amount, Money FromCredit, Money FromCreditor) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>A gateway says that it may take money of a payment back. It has not.</summary>
public sealed record DisputeAnnounced(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Dispute> DisputeId, Money Amount) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>Money that a gateway had taken back is there again.</summary>
public sealed record DisputeWon(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Dispute> DisputeId, Money Amount, Money FromCredit, Money FromCreditor) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>
/// What a gateway says of money that went back: our refunds move by it, and what we never asked for is a dispute. For
/// <see cref="ConvergeCharge"/>, within its SaveChanges.
/// </summary>
internal sealed class LearnReturns(AppDb db, LearnRefund learnRefund, PostReturn postReturn, BookFee bookFee, EventLog events, CreditorClock clock)
{
    private const string Opened = "dispute opened";
    private static readonly Actor Gateway = Actor.System("gateway");

    public async Task ExecuteAsync(Payment payment, IReadOnlyList<RemoteRefund> returns, CancellationToken stopping)
    {
        if (returns.Count == 0)
        {
            return;
        }

        var refunds = await db.Refunds.Where(r => r.CreditorId == payment.CreditorId && r.PaymentId == payment.Id).ToListAsync(stopping);
        var disputes = await db.Disputes.Where(d => d.CreditorId == payment.CreditorId && d.PaymentId == payment.Id).ToListAsync(stopping);

        foreach (var remote in returns)
        {
            if (!remote.IsTaken && refunds.Find(r => r.GatewayId == remote.OurId || r.ExternalId == remote.ExternalId) is { } ours)
            {
                await learnRefund.ExecuteAsync(ours, r => r.Learn(remote, clock.GetUtcNow()), Gateway);
            }
            else
            {
                await LearnAsync(payment, remote, disputes.Find(d => d.ExternalId == remote.ExternalId));
            }
        }
    }

    private async Task LearnAsync(Payment payment, RemoteRefund remote, Dispute? known)
    {
        var dispute = known ?? await OpenAsync(payment, remote);
        var before = await db.PositionAsync(payment);
        var source = $"dispute:{dispute.Id}";

        switch (dispute.Learn(remote.Status, clock.GetUtcNow()) ? dispute.Status : (DisputeStatus?)null)
        {
            case DisputeStatus.Taken:
                var parts = before.PartsOf(dispute.Amount);
                dispute.TakeFrom(parts);
                await postReturn.ExecuteAsync(new(payment, source, Opened, before, parts, Account.GatewayClearing));
                await events.RecordAsync(
                    new PaymentChargedBack(payment.CreditorId, payment.PersonKey, payment.Id, dispute.Id, dispute.Amount, parts.Credit, parts.Creditor), Gateway);
                break;
            case DisputeStatus.Won:
                await postReturn.UndoAsync(payment, source, "dispute won", Opened);
                await events.RecordAsync(
                    new DisputeWon(
                        payment.CreditorId, payment.PersonKey, payment.Id, dispute.Id, dispute.Amount, dispute.FromCredit, dispute.FromCreditor), Gateway);
                break;
        }

        // Kept by the gateway even of a dispute that was over before we heard of it, and sometimes told of later.
        await bookFee.ExecuteAsync(new(payment, remote.Fee, "dispute fee", source, Account.DisputeCost));
    }

    private async Task<Dispute> OpenAsync(Payment payment, RemoteRefund remote)
    {
        var dispute = new Dispute
        {
            CreditorId = payment.CreditorId,
            PersonKey = payment.PersonKey,
            PaymentId = payment.Id,
            ExternalId = remote.ExternalId,
            Amount = remote.Amount,
            Reason = remote.Reason,
            OpenedAt = clock.GetUtcNow(),
        };
        db.Add(dispute);

        if (remote.Status is RemoteRefundStatus.Pending)
        {
            await events.RecordAsync(new DisputeAnnounced(payment.CreditorId, payment.PersonKey, payment.Id, dispute.Id, dispute.Amount), Gateway);
        }

        return dispute;
    }
}
