using Shared.Ledger;

namespace Shared.Payments;

public sealed record RefundRequested(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Refund> RefundId, Money Amount, RefundChannel Channel, RefundReason Reason)
    : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>
/// Gives money of a payment back, all of it or a part: first what did not fit, then what had paid something. Only writes down;
/// <see cref="SendRefund"/> asks the gateway, under the same id until that has said its last word.
/// </summary>
public sealed class RefundPayment(AppDb db, GatewayDesk gateways, PostReturn postReturn, JobQueue jobs, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("payment-not-found", "Não encontramos este pagamento.");
    public static readonly Refusal TooMuch = new("refund-exceeds-payment", "O valor passa do que resta deste pagamento.");
    public static readonly Refusal ByHand = new("refund-needs-transfer", "Este meio de pagamento não permite devolver por aqui. Faça uma transferência e registre-a como devolução manual.");
    public static readonly Refusal WindowClosed = new("refund-window-closed", "Passou o prazo para devolver por este meio. Faça uma transferência e registre-a como devolução manual.");

    public static readonly Refusal BeyondAuthority = new("refund-beyond-authority", "Parte deste valor já pagou parcelas e passa da sua alçada. Devolva só o que sobrou, ou peça a alguém com alçada maior.");
    public static readonly Refusal Changed = new("refund-changed", "Outra devolução deste pagamento foi pedida desde que você olhou. Confira o que resta e repita.");

    private const int Tries = 5;

    /// <param name="Amount">Null for all that is left.</param>
    public sealed record Request(Id<Payment> PaymentId, Money? Amount, RefundChannel Channel, RefundReason Reason)
    {
        /// <summary>How much of what had paid something whoever asks may give back; null for all.</summary>
        public Money? MostFromCreditor { get; init; }

        /// <summary>Which refund of its payment this is in the eyes of whoever asks: pressing twice asks once. Null for the next.</summary>
        public int? Number { get; init; }
    }

    // Two at once meet at the number of the refund: the one that gives way looks again at what is left.
    public Task<Outcome<Refund>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => AskAsync(request, actor));

    private async Task<Outcome<Refund>> AskAsync(Request request, Actor actor)
    {
        if (await db.Payments.SingleOrDefaultAsync(p => p.Id == request.PaymentId) is not { } payment)
        {
            return NotFound;
        }

        if (request.Channel is RefundChannel.Gateway && await WhyNotAsync(payment) is { } refusal)
        {
            return refusal;
        }

        var position = await db.PositionAsync(payment);
        var amount = request.Amount ?? position.Left;

        if (request.Number is { } number && number != NextNumber(payment))
        {
            return Changed;
        }

        if (amount <= Money.Zero || amount > position.Left)
        {
            return TooMuch;
        }

        if (position.PartsOf(amount).Creditor > request.MostFromCreditor)
        {
            return BeyondAuthority;
        }

        var refund = WriteDown(request, payment, position.PartsOf(amount));
        await postReturn.ExecuteAsync(new(
            payment, LearnRefund.SourceOf(refund), LearnRefund.Requested, position, position.PartsOf(amount), Account.RefundsInTransit));
        await events.RecordAsync(
            new RefundRequested(refund.CreditorId, refund.PersonKey, payment.Id, refund.Id, amount, refund.Channel, refund.Reason), actor);

        if (refund.Channel is RefundChannel.Gateway)
        {
            jobs.Enqueue(new SendRefund(refund.Id), refund.CreditorId);
        }

        await db.SaveChangesAsync();
        return refund;
    }

    private async Task<Refusal?> WhyNotAsync(Payment payment)
    {
        var method = await db.Charges.Where(c => c.CreditorId == payment.CreditorId && c.Id == payment.ChargeId).Select(c => c.Method).SingleAsync();
        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.CreditorId == payment.CreditorId && a.Id == payment.GatewayAccountId);
        var abilities = gateways.Of(account).Abilities;
        return !abilities.Refundable.Contains(method) ? ByHand
            : clock.GetUtcNow() >= payment.PaidAt.AddDays(abilities.RefundDays) ? WindowClosed
            : null;
    }

    // Of those that the position was made of: whoever has seen fewer meets another at this number.
    private int NextNumber(Payment payment) => 1 + db.Refunds.Local.Count(r => r.PaymentId == payment.Id);

    private Refund WriteDown(Request request, Payment payment, ReturnParts parts)
    {
        var refund = new Refund
        {
            CreditorId = payment.CreditorId,
            PersonKey = payment.PersonKey,
            PaymentId = payment.Id,

            Number = NextNumber(payment),
            Amount = parts.Total,
            FromUnapplied = parts.Unapplied,
            FromCredit = parts.Credit,
            FromCreditor = parts.Creditor,
            Channel = request.Channel,
            Reason = request.Reason,
            RequestedAt = clock.GetUtcNow(),
        };
        db.Add(refund);
        return refund;
    }
}
