using Stripe;

namespace Shared.Payments.Stripe;

/// <summary>Pix and boleto at Stripe: one payment intent each, asked for and confirmed in one call.</summary>
internal sealed class StripeIntents(StripeLine line, StripeMoney money)
{
    private const string NotFound = "intent-not-found";

    public async Task<GatewayResult<RemoteCharge>> OpenAsync(GatewayAccount account, ChargeOrder order, CancellationToken cancellation)
    {
        var asked = order.Charge.Method is PaymentMethod.Pix ? StripeOrders.Pix(order) : StripeOrders.Boleto(order);
        return await ReadAsync(
            account,
            await line.AskAsync(
                account, "open-intent", s => s.V1.PaymentIntents.CreateAsync(asked, StripeGateway.Key("open", order.Charge.Txid), cancellation), cancellation),
            cancellation);
    }

    public async Task<GatewayResult<RemoteCharge>> FindAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        if (charge.GatewayReference is { } id)
        {
            return await GetAsync(account, id, cancellation);
        }

        var search = await StripeSearch.FindAsync(
            charge, i => StripeReading.AttemptOf(i.Metadata) == charge.Txid,
            (window, after) => line.AskAsync(
                account, "search-intents",
                s => s.V1.PaymentIntents.ListAsync(
                    new() { Created = window, Limit = StripeSearch.PageSize, StartingAfter = after }, cancellationToken: cancellation),
                cancellation));
        return search.Failure is { } failure ? failure
            : search.Found is { } found ? await GetAsync(account, found.Id, cancellation)
            : new GatewayError(GatewayErrorKind.NotFound, NotFound);
    }

    public async Task<GatewayResult<RemoteCharge>> CancelAsync(GatewayAccount account, string id, RequestOptions key, CancellationToken cancellation) => await ReadAsync(
        account,
        await line.AskAsync(
            account, "cancel-intent",
            s => s.V1.PaymentIntents.CancelAsync(
                id, new() { CancellationReason = "requested_by_customer", Expand = [.. StripeOrders.WithMoney] }, key, cancellation),
            cancellation),
        cancellation);

    private async Task<GatewayResult<RemoteCharge>> GetAsync(GatewayAccount account, string id, CancellationToken cancellation) => await ReadAsync(
        account,
        await line.AskAsync(
            account, "find-intent",
            s => s.V1.PaymentIntents.GetAsync(id, new() { Expand = [.. StripeOrders.WithMoney] }, cancellationToken: cancellation), cancellation),
        cancellation);

    private async Task<GatewayResult<RemoteCharge>> ReadAsync(GatewayAccount account, GatewayResult<PaymentIntent> answer, CancellationToken cancellation)
    {
        if (!answer.IsOk(out var intent, out var error))
        {
            return error;
        }

        if (StripeMoney.FlawOf(account, intent.Livemode, intent.Currency) is { } flaw)
        {
            return flaw;
        }

        var disputes = await money.DisputesOfAsync(account, intent.LatestCharge, cancellation);
        return disputes.IsOk(out var taken, out error) ? StripeReading.Of(intent, taken.Data) : error;
    }
}
