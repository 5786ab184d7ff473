using Stripe;
using Stripe.Checkout;
using StripeCharge = Stripe.Charge;
using StripeDispute = Stripe.Dispute;
using StripeRefund = Stripe.Refund;

namespace Shared.Payments.Stripe;

/// <summary>What Stripe's objects say, in our words. Pure.</summary>
internal static class StripeReading
{
    private const int LineLength = 47;

    /// <param name="disputes">Of its money; asked for when Stripe says that there are any.</param>
    public static RemoteCharge Of(PaymentIntent intent, IReadOnlyList<StripeDispute> disputes) => new(
        StatusOf(intent), intent.Id, InstructionsOf(intent), MoneyOf(intent, disputes), FailureOf(intent));

    /// <summary>A hosted page: until somebody sends it in, there is no payment intent to look at.</summary>
    public static RemoteCharge Of(Session session, IReadOnlyList<StripeDispute> disputes) => new(
        session.Status switch
        {
            "open" => RemoteStatus.Waiting,
            "expired" => RemoteStatus.Expired,
            _ when session.PaymentStatus is "paid" => RemoteStatus.Paid,

            // Sent in, and neither paid nor failed yet, unless the intent says so.
            _ => session.PaymentIntent is { Status: "requires_payment_method" or "canceled" } ? RemoteStatus.Failed : RemoteStatus.Processing,
        },
        session.Id,
        session is { Status: "open", Url: { } url } ? new PayInstructions(CheckoutUrl: new Uri(url)) : null,
        session.PaymentIntent is { } intent ? MoneyOf(intent, disputes) : [],
        session.PaymentIntent?.LastPaymentError?.Code);

    public static RemotePayment Of(StripeCharge paid, BalanceTransaction? booked, IReadOnlyList<StripeDispute> disputes) => new(
        paid.Id, AttemptOf(paid.Metadata), Money.OfCents(paid.Amount), PaidAt(paid, booked), booked is null ? null : Money.OfCents(booked.Fee), null,
        [.. (paid.Refunds?.Data ?? []).Select(Of), .. disputes.Select(Of)]);

    public static RemoteRefund Of(StripeRefund refund) => new(
        refund.Id, refund.Metadata?.GetValueOrDefault(StripeOrders.RefundId), Money.OfCents(refund.Amount),
        refund.Status switch
        {
            "succeeded" => RemoteRefundStatus.Succeeded,
            "failed" => RemoteRefundStatus.Failed,
            "canceled" => RemoteRefundStatus.Cancelled,
            _ => RemoteRefundStatus.Pending,
        },
        IsTaken: false, At(refund.Created), refund.FailureReason ?? refund.Reason);

    /// <summary>Stripe takes the money when a dispute opens, and gives it back when it is won. An inquiry takes nothing yet.</summary>
    public static RemoteRefund Of(StripeDispute dispute) => new(
        dispute.Id, null, Money.OfCents(dispute.Amount),
        dispute.Status switch
        {
            "won" or "warning_closed" or "prevented" => RemoteRefundStatus.Cancelled,
            "warning_needs_response" or "warning_under_review" => RemoteRefundStatus.Pending,
            _ => RemoteRefundStatus.Succeeded,
        },
        IsTaken: true, At(dispute.Created), dispute.Reason);

    public static string? AttemptOf(Dictionary<string, string>? metadata) => metadata?.GetValueOrDefault(StripeOrders.AttemptId);

    // An attempt that failed or ran out is back where it began: there is no "expired".
    private static RemoteStatus StatusOf(PaymentIntent intent) => intent.Status switch
    {
        "requires_action" => RemoteStatus.Waiting,
        "processing" or "requires_capture" => RemoteStatus.Processing,
        "succeeded" => RemoteStatus.Paid,
        "canceled" => RemoteStatus.Cancelled,
        _ => FailureOf(intent) == "payment_intent_payment_attempt_expired" ? RemoteStatus.Expired : RemoteStatus.Failed,
    };

    private static string? FailureOf(PaymentIntent intent) => intent.LastPaymentError?.DeclineCode ?? intent.LastPaymentError?.Code;

    private static PayInstructions? InstructionsOf(PaymentIntent intent) => intent switch
    {
        { Status: not "requires_action" } => null,
        { NextAction.PixDisplayQrCode.Data: { } code } => new(PixCode: code),
        { NextAction.BoletoDisplayDetails: { } slip } => new(BoletoLine: LineOf(slip.Number), BoletoPdf: Address(slip.Pdf), CheckoutUrl: Address(slip.HostedVoucherUrl)),
        _ => null,
    };

    private static string? LineOf(string? number) =>
        string.Concat((number ?? "").Where(char.IsAsciiDigit)) is { Length: LineLength } digits ? digits : null;

    private static Uri? Address(string? url) => url is null ? null : new Uri(url);

    private static IReadOnlyList<RemotePayment> MoneyOf(PaymentIntent intent, IReadOnlyList<StripeDispute> disputes) =>
        intent is { Status: "succeeded", LatestCharge: { Paid: true, Status: "succeeded" } paid } ? [Of(paid, paid.BalanceTransaction, disputes)] : [];

    // The money of a boleto is told of when the banks have cleared it, one business day after it was paid
    // (docs.stripe.com/payments/boleto). That day is not the payer's.
    private static DateTimeOffset PaidAt(StripeCharge paid, BalanceTransaction? booked)
    {
        var told = At(booked?.Created ?? paid.Created);

        if (paid.PaymentMethodDetails?.Type is not "boleto")
        {
            return told;
        }

        var day = told.BrazilDay.AddDays(-1);

        while (!BusinessCalendar.Bank.IsBusinessDay(day))
        {
            day = day.AddDays(-1);
        }

        var before = told.AddDays(day.DayNumber - told.BrazilDay.DayNumber);
        return before > At(paid.Created) ? before : At(paid.Created);
    }

    private static DateTimeOffset At(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}
