using Shared.Ledger;

namespace Shared.Payments;

/// <summary>Money of a payment was given back, as far as a bank can say so today.</summary>
/// <param name="FromCredit">How much of it had been more than was due.</param>
/// <param name="FromCreditor">How much of it had paid something: that no longer counts as paid.</param>
public sealed record PaymentRefunded(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Refund> RefundId, Money Amount, Money FromCredit, Money FromCreditor) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>A refund came to nothing; or to nothing after all, where its bank had said that it succeeded.</summary>
/// <param name="Code">The gateway's own word for why.</param>
public sealed record RefundFailed(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Refund> RefundId, Money Amount, Money FromCredit, Money FromCreditor,
    RefundStatus Was, string? Code) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;

    public bool HadSucceeded => Was is RefundStatus.Succeeded;
}

/// <summary>A refund was called off before its gateway was asked.</summary>
public sealed record RefundCalledOff(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Refund> RefundId, Money Amount) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>Moves a refund, and the money with it, once for each move. Within the caller's SaveChanges.</summary>
public sealed class LearnRefund(AppDb db, Journal journal, PostReturn postReturn, EventLog events)
{
    public const string Requested = "refund requested";
    private const string Confirmed = "refund confirmed";

    public static string SourceOf(Refund refund) => $"refund:{refund.Id}";

    /// <param name="move">The move; false where there is none to make.</param>
    public async Task ExecuteAsync(Refund refund, Func<Refund, bool> move, Actor actor)
    {
        var was = refund.Status;

        if (!move(refund))
        {
            return;
        }

        var payment = await db.Payments.SingleAsync(p => p.CreditorId == refund.CreditorId && p.Id == refund.PaymentId);

        if (refund.Status is RefundStatus.Succeeded)
        {
            journal.Post(
                PostReturn.FactOf(payment, Confirmed, SourceOf(refund)),
                Line.Debit(Account.RefundsInTransit, refund.Amount),
                Line.Credit(refund.Channel is RefundChannel.Manual ? Account.Bank : Account.GatewayClearing, refund.Amount));
            await events.RecordAsync(
                new PaymentRefunded(refund.CreditorId, refund.PersonKey, refund.PaymentId, refund.Id, refund.Amount, refund.FromCredit, refund.FromCreditor), actor);
        }
        else if (refund.IsVoid)
        {
            await UndoAsync(refund, payment, was, actor);
        }
    }

    private async Task UndoAsync(Refund refund, Payment payment, RefundStatus was, Actor actor)
    {
        await journal.ReverseAsync(PostReturn.FactOf(payment, "refund returned", SourceOf(refund)), Confirmed);
        await postReturn.UndoAsync(
            payment, SourceOf(refund), refund.Status is RefundStatus.Cancelled ? "refund cancelled" : "refund failed", Requested);

        if (refund is { Status: RefundStatus.Cancelled, AskedAt: null })
        {
            await events.RecordAsync(new RefundCalledOff(refund.CreditorId, refund.PersonKey, payment.Id, refund.Id, refund.Amount), actor);
            return;
        }

        await events.RecordAsync(
            new RefundFailed(
                refund.CreditorId, refund.PersonKey, payment.Id, refund.Id, refund.Amount, refund.FromCredit, refund.FromCreditor, was, refund.FailureCode),
            actor);
    }
}
