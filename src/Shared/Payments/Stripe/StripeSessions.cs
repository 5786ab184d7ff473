using Stripe;
using Stripe.Checkout;

namespace Shared.Payments.Stripe;

/// <summary>Cards at Stripe: a page of theirs, so that no card number ever comes near us.</summary>
internal sealed class StripeSessions(StripeLine line, StripeMoney money)
{
    private const string NotFound = "session-not-found";

    public async Task<GatewayResult<RemoteCharge>> OpenAsync(GatewayAccount account, ChargeOrder order, CancellationToken cancellation) => await ReadAsync(
        account,
        await line.AskAsync(
            account, "open-session",
            s => s.V1.Checkout.Sessions.CreateAsync(StripeOrders.Card(order), StripeGateway.Key("open", order.Charge.Txid), cancellation), cancellation),
        cancellation);

    public async Task<GatewayResult<RemoteCharge>> FindAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        if (charge.GatewayReference is { } id)
        {
            return await GetAsync(account, id, cancellation);
        }

        var search = await StripeSearch.FindAsync(
            charge, i => i.ClientReferenceId == charge.Txid,
            (window, after) => line.AskAsync(
                account, "search-sessions",
                s => s.V1.Checkout.Sessions.ListAsync(
                    new() { Created = window, Limit = StripeSearch.PageSize, StartingAfter = after }, cancellationToken: cancellation),
                cancellation));
        return search.Failure is { } failure ? failure
            : search.Found is { } found ? await GetAsync(account, found.Id, cancellation)
            : new GatewayError(GatewayErrorKind.NotFound, NotFound);
    }

    /// <summary>An intent that belongs to a session cannot be cancelled by itself.</summary>
    public async Task<GatewayResult<RemoteCharge>> CancelAsync(GatewayAccount account, string id, RequestOptions key, CancellationToken cancellation) => await ReadAsync(
        account,
        await line.AskAsync(
            account, "expire-session",
            s => s.V1.Checkout.Sessions.ExpireAsync(id, new() { Expand = [.. StripeOrders.SessionWithMoney] }, key, cancellation), cancellation),
        cancellation);

    private async Task<GatewayResult<RemoteCharge>> GetAsync(GatewayAccount account, string id, CancellationToken cancellation) => await ReadAsync(
        account,
        await line.AskAsync(
            account, "find-session",
            s => s.V1.Checkout.Sessions.GetAsync(id, new() { Expand = [.. StripeOrders.SessionWithMoney] }, cancellationToken: cancellation), cancellation),
        cancellation);

    private async Task<GatewayResult<RemoteCharge>> ReadAsync(GatewayAccount account, GatewayResult<Session> answer, CancellationToken cancellation)
    {
        if (!answer.IsOk(out var session, out var error))
        {
            return error;
        }

        if (StripeMoney.FlawOf(account, session.Livemode, session.Currency) is { } flaw)
        {
            return flaw;
        }

        var disputes = await money.DisputesOfAsync(account, session.PaymentIntent?.LatestCharge, cancellation);
        return disputes.IsOk(out var taken, out error) ? StripeReading.Of(session, taken.Data) : error;
    }
}
