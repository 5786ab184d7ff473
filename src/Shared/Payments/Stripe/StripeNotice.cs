using System.Text.Json;

namespace Shared.Payments.Stripe;

/// <summary>What one of Stripe's events speaks of. Nothing else of it is read: how things stand is asked for.</summary>
internal static class StripeNotice
{
    /// <summary>The events a hook of ours is registered for.</summary>
    public static readonly IReadOnlyList<string> Events =
    [
        "payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled", "payment_intent.processing",
        "checkout.session.completed", "checkout.session.expired", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
        "charge.refunded", "refund.created", "refund.updated", "refund.failed",
        "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed", "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated",
    ];

    /// <summary>Null for what is no event, or one of the other mode.</summary>
    public static IReadOnlyList<GatewayHint>? Read(ReadOnlySpan<byte> body, CreditorMode mode)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            var said = json.RootElement;
            return Text(said, "id") is { } id && said.TryGetProperty("livemode", out var live) && live.ValueKind is JsonValueKind.True == mode is CreditorMode.Live
                ? [HintOf(id, said.TryGetProperty("data", out var data) && data.TryGetProperty("object", out var subject) ? subject : default)]
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // A refund and a dispute name the charge and its intent; a dispute carries nothing of ours.
    private static GatewayHint HintOf(string id, JsonElement subject) => subject.ValueKind is not JsonValueKind.Object ? new(id, null) : Text(subject, "object") switch
    {
        "payment_intent" => new(id, Attempt(subject), null, Text(subject, "id")),
        "checkout.session" => new(id, Text(subject, "client_reference_id"), null, Text(subject, "id")),
        "charge" => new(id, Attempt(subject), Text(subject, "id"), Text(subject, "payment_intent")),
        "refund" or "dispute" => new(id, Attempt(subject), Text(subject, "charge"), Text(subject, "payment_intent")),
        _ => new(id, null),
    };

    private static string? Attempt(JsonElement subject) =>
        subject.TryGetProperty("metadata", out var metadata) && metadata.ValueKind is JsonValueKind.Object ? Text(metadata, StripeOrders.AttemptId) : null;

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
