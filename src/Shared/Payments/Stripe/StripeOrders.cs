using Stripe;
using Stripe.Checkout;

namespace Shared.Payments.Stripe;

/// <summary>
/// What Stripe is asked for, made of the charge alone wherever it can be: a request that is sent again with its key must be
/// the same to the last letter. Pure.
/// </summary>
internal static class StripeOrders
{
    public const string Currency = "brl";
    public const string AttemptId = "attempt_id";
    public const string RefundId = "refund_id";

    private const string ChargeId = "charge_id";
    private const int ShortestPix = 300;
    private const int LongestPix = 86_400;

    public static readonly IReadOnlyList<string> WithMoney = ["latest_charge.balance_transaction", "latest_charge.refunds"];
    public static readonly IReadOnlyList<string> SessionWithMoney =
        ["payment_intent.latest_charge.balance_transaction", "payment_intent.latest_charge.refunds"];

    public static PaymentIntentCreateOptions Pix(ChargeOrder order) => Intent(
        order, "pix", new(),
        new() { Pix = new() { ExpiresAfterSeconds = Math.Clamp((long)(order.Charge.ExpiresAt - order.Charge.CreatedAt).TotalSeconds, ShortestPix, LongestPix) } });

    /// <summary>Stripe ends a boleto at 23h59 in São Paulo, so many calendar days after the one it was asked for.</summary>
    public static PaymentIntentCreateOptions Boleto(ChargeOrder order) => Intent(
        order, "boleto",
        new() { Boleto = new() { TaxId = order.Payer.Document.Canonical } },
        new() { Boleto = new() { ExpiresAfterDays = order.Charge.ExpiresAt.BrazilDay.DayNumber - order.Charge.CreatedAt.BrazilDay.DayNumber } });

    public static SessionCreateOptions Card(ChargeOrder order) => new()
    {
        Mode = "payment",
        Locale = "pt-BR",
        AllowedPaymentMethodTypes = ["card"],
        ClientReferenceId = order.Charge.Txid,
        CustomerEmail = order.Payer.Email,
        ExpiresAt = order.Charge.ExpiresAt.UtcDateTime,
        SuccessUrl = order.ReturnUrl!.ToString(),
        CancelUrl = order.ReturnUrl.ToString(),
        Metadata = Names(order.Charge),
        PaymentIntentData = new() { Description = order.Description, Metadata = Names(order.Charge) },
        LineItems =
        [
            new()
            {
                Quantity = 1,
                PriceData = new() { Currency = Currency, UnitAmount = order.Charge.Amount.Cents, ProductData = new() { Name = order.Description } },
            },
        ],
    };

    private static PaymentIntentCreateOptions Intent(
        ChargeOrder order, string method, PaymentIntentPaymentMethodDataOptions data, PaymentIntentPaymentMethodOptionsOptions options)
    {
        data.Type = method;
        data.BillingDetails = new()
        {
            Name = order.Payer.Name,
            Email = order.Payer.Email,
            TaxId = order.Payer.Document.Canonical,
            Address = order.Payer.Address is { } address
                ? new() { Line1 = address.Street, City = address.City, State = address.State, PostalCode = address.PostalCode, Country = "BR" }
                : null,
        };
        return new()
        {
            Amount = order.Charge.Amount.Cents,
            Currency = Currency,
            Confirm = true,
            AllowedPaymentMethodTypes = [method],
            PaymentMethodData = data,
            PaymentMethodOptions = options,
            Description = order.Description,
            Metadata = Names(order.Charge),
            Expand = [.. WithMoney],
        };
    }

    private static Dictionary<string, string> Names(Charge charge) => new() { [ChargeId] = charge.Id.ToString(), [AttemptId] = charge.Txid };
}
