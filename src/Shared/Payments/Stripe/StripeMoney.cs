using Stripe;
using StripeCharge = Stripe.Charge;
using StripeDispute = Stripe.Dispute;

namespace Shared.Payments.Stripe;

/// <summary>Money at Stripe: what came in, what went back, what was taken.</summary>
internal sealed class StripeMoney(StripeLine line, TimeProvider clock)
{
    /// <summary>For Pix (docs.stripe.com/payments/pix); kept for cards too, where Stripe gives more.</summary>
    public const int RefundDays = 90;

    private const int PageSize = 100;
    private const string NotFound = "refund-not-found";

    /// <summary>Why an object is not to be believed: it is of the other mode, or of another currency. Null when it is.</summary>
    public static GatewayError? FlawOf(GatewayAccount account, bool isLive, string? currency) =>
        isLive != account.Mode is CreditorMode.Live ? new GatewayError(GatewayErrorKind.Authentication, "livemode-mismatch")
        : currency is not (null or StripeOrders.Currency) ? new GatewayError(GatewayErrorKind.InvalidRequest, "currency-mismatch")
        : null;

    public async Task<GatewayResult<StripeList<StripeDispute>>> DisputesOfAsync(GatewayAccount account, StripeCharge? paid, CancellationToken cancellation) =>
        paid is { Disputed: true }
            ? await line.AskAsync(
                account, "list-disputes", s => s.V1.Disputes.ListAsync(new() { Charge = paid.Id, Limit = PageSize }, cancellationToken: cancellation), cancellation)
            : new StripeList<StripeDispute> { Data = [] };

    /// <summary>Asks before it gives: a refund of this id that is there already is the answer, however old its key.</summary>
    public async Task<GatewayResult<RemoteRefund>> RefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation)
    {
        if (order.Charge.Method is PaymentMethod.Boleto)
        {
            return new GatewayError(GatewayErrorKind.NotRefundable, "boleto-not-refundable");
        }

        var known = await FindAsync(account, order, cancellation);

        if (known.IsOk(out _, out var error) || error.Kind is not GatewayErrorKind.NotFound)
        {
            return known;
        }

        if (order.Charge is { Method: PaymentMethod.Pix, PaidAt: { } paidAt } && clock.GetUtcNow() > paidAt.AddDays(RefundDays))
        {
            return new GatewayError(GatewayErrorKind.RefundWindowClosed, "refund-window-closed");
        }

        var asked = new RefundCreateOptions
        {
            Charge = order.ExternalPaymentId,
            Amount = order.Amount.Cents,
            Reason = "requested_by_customer",
            Metadata = new() { [StripeOrders.RefundId] = order.Id, [StripeOrders.AttemptId] = order.Charge.Txid },
        };
        var answer = await line.AskAsync(
            account, "refund", s => s.V1.Refunds.CreateAsync(asked, StripeGateway.Key("refund", order.Id), cancellation), cancellation);
        return answer.IsOk(out var refund, out error) ? StripeReading.Of(refund) : error;
    }

    public async Task<GatewayResult<RemoteRefund>> FindAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation)
    {
        var answer = await line.AskAsync(
            account, "find-refund",
            s => s.V1.Refunds.ListAsync(new() { Charge = order.ExternalPaymentId, Limit = PageSize }, cancellationToken: cancellation), cancellation);

        if (!answer.IsOk(out var refunds, out var error))
        {
            return error;
        }

        return refunds.Data.Find(r => r.Metadata?.GetValueOrDefault(StripeOrders.RefundId) == order.Id) is { } found
            ? StripeReading.Of(found)
            : new GatewayError(GatewayErrorKind.NotFound, NotFound);
    }

    /// <summary>One charge of Stripe's that carries an attempt of ours. A creditor may be paid for other things by the same account.</summary>
    public async Task<GatewayResult<RemotePayment>> FindPaymentAsync(GatewayAccount account, string id, CancellationToken cancellation)
    {
        var answer = await line.AskAsync(
            account, "find-charge", s => s.V1.Charges.GetAsync(id, new() { Expand = ["balance_transaction", "refunds"] }, cancellationToken: cancellation), cancellation);

        if (!answer.IsOk(out var paid, out var error))
        {
            return error;
        }

        if (FlawOf(account, paid.Livemode, paid.Currency) is { } flaw)
        {
            return flaw;
        }

        if (paid is not { Paid: true, Status: "succeeded" } || StripeReading.AttemptOf(paid.Metadata) is null)
        {
            return new GatewayError(GatewayErrorKind.NotFound, "not-ours");
        }

        var disputes = await DisputesOfAsync(account, paid, cancellation);
        return disputes.IsOk(out var taken, out error) ? StripeReading.Of(paid, paid.BalanceTransaction, taken.Data) : error;
    }
}
