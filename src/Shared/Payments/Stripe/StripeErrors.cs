using System.Globalization;
using Stripe;

namespace Shared.Payments.Stripe;

/// <summary>What Stripe's refusals mean to us. Pure.</summary>
internal static class StripeErrors
{
    public const string KeyReused = "idempotency_error";

    // Of 400s only: other statuses say by themselves what they mean.
    private static readonly Dictionary<string, GatewayErrorKind> Codes = new()
    {
        ["payment_method_unactivated"] = GatewayErrorKind.MethodUnavailable,
        ["payment_method_not_available"] = GatewayErrorKind.Temporary,
        ["payment_intent_unexpected_state"] = GatewayErrorKind.Conflict,
        ["payment_intent_payment_attempt_failed"] = GatewayErrorKind.Declined,
        ["payment_intent_payment_attempt_expired"] = GatewayErrorKind.Declined,
        ["processing_error"] = GatewayErrorKind.Declined,
        ["charge_already_refunded"] = GatewayErrorKind.NotRefundable,
        ["charge_not_refundable"] = GatewayErrorKind.NotRefundable,
        ["charge_disputed"] = GatewayErrorKind.NotRefundable,
        ["refund_disputed_payment"] = GatewayErrorKind.NotRefundable,
        ["balance_insufficient"] = GatewayErrorKind.InsufficientBalance,
        ["insufficient_funds"] = GatewayErrorKind.InsufficientBalance,
        ["resource_missing"] = GatewayErrorKind.NotFound,
        ["livemode_mismatch"] = GatewayErrorKind.Authentication,
        ["rate_limit"] = GatewayErrorKind.RateLimited,
        ["lock_timeout"] = GatewayErrorKind.Temporary,
    };

    public static GatewayError Of(StripeException failure)
    {
        var said = failure.StripeError;
        var code = said?.DeclineCode ?? said?.Code ?? said?.Type ?? string.Create(CultureInfo.InvariantCulture, $"http-{(int)failure.HttpStatusCode}");
        var kind = (int)failure.HttpStatusCode switch
        {
            401 or 403 => GatewayErrorKind.Authentication,
            402 => GatewayErrorKind.Declined,
            404 => GatewayErrorKind.NotFound,

            // Another request with this key is at work: what comes of it is ours too.
            409 when code == "idempotency_key_in_use" => GatewayErrorKind.Unknown,
            409 => GatewayErrorKind.Temporary,
            429 => GatewayErrorKind.RateLimited,

            // The key was used for something else: what became of that is to be looked up.
            400 when said?.Type == KeyReused => GatewayErrorKind.Unknown,
            >= 400 and < 500 => Codes.GetValueOrDefault(code, GatewayErrorKind.InvalidRequest),
            _ => GatewayErrorKind.Unknown,
        };
        return new GatewayError(kind, said?.Type == KeyReused ? KeyReused : code, failure.StripeResponse?.RequestId);
    }

    public static GatewayError Of(HttpRequestException failure) =>
        failure.WasNeverSent ? new(GatewayErrorKind.Temporary, "unreachable") : new(GatewayErrorKind.Unknown, "connection-broken");

    public static readonly GatewayError TimedOut = new(GatewayErrorKind.Unknown, "timeout");
}
