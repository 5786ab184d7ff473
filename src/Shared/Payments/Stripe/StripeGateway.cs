using Stripe;

namespace Shared.Payments.Stripe;

/// <summary>
/// Stripe, through its own library: Pix and boleto as payment intents, cards on Stripe's page. Every act carries a key that
/// was settled before it; what nobody can say is found again by what it carries, never done again in another name.
/// </summary>
internal sealed class StripeGateway(StripeIntents intents, StripeSessions sessions, StripeMoney money, StripeStatement statement, Vault vault, TimeProvider clock) : IPaymentGateway
{
    public GatewayName Name => GatewayName.Stripe;

    public GatewayAbilities Abilities { get; } = new(
        [PaymentMethod.Pix, PaymentMethod.Boleto, PaymentMethod.Card], [PaymentMethod.Pix, PaymentMethod.Card], StripeMoney.RefundDays) { TellsSettlements = true };

    /// <summary>The same act, the same key. One act on one thing is asked for once in its life, unless it says which time it is.</summary>
    public static RequestOptions Key(string act, string of, long time = 1) => new() { IdempotencyKey = FormattableString.Invariant($"{act}:{of}:{time}") };

    public async Task<GatewayResult<RemoteCharge>> OpenAsync(GatewayAccount account, ChargeOrder order, CancellationToken cancellation)
    {
        if (FlawOf(order) is { } flaw)
        {
            return flaw;
        }

        // Stripe may have forgotten the key. Either it has what was asked for, or nothing was and nothing will be.
        if (clock.GetUtcNow() - order.Charge.CreatedAt >= StripeSearch.KeyLife)
        {
            return await FindAsync(account, order.Charge, cancellation);
        }

        var opened = order.Charge.Method is PaymentMethod.Card
            ? await sessions.OpenAsync(account, order, cancellation)
            : await intents.OpenAsync(account, order, cancellation);

        // Asked for before, in other words: an address that changed meanwhile. What was asked for then is what counts.
        return !opened.IsOk(out _, out var error) && error.Code == StripeErrors.KeyReused
            && (await FindAsync(account, order.Charge, cancellation)).IsOk(out var known, out _) ? known : opened;
    }

    public Task<GatewayResult<RemoteCharge>> FindAsync(GatewayAccount account, Charge charge, CancellationToken cancellation) =>
        charge.Method is PaymentMethod.Card ? sessions.FindAsync(account, charge, cancellation) : intents.FindAsync(account, charge, cancellation);

    public async Task<GatewayResult<RemoteCharge>> CancelAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        var found = await FindAsync(account, charge, cancellation);

        if (!found.IsOk(out var remote, out _) || remote is not { Status: RemoteStatus.Waiting, Reference: { } id })
        {
            return found;
        }

        // To cancel twice is harmless; to be given yesterday's "not now" again is not.
        var key = Key("cancel", charge.Txid, clock.GetUtcNow().ToUnixTimeSeconds());
        var answer = charge.Method is PaymentMethod.Card
            ? await sessions.CancelAsync(account, id, key, cancellation)
            : await intents.CancelAsync(account, id, key, cancellation);

        // Paid or over in between: how it stands is the answer.
        return !answer.IsOk(out _, out var error) && error.Kind is GatewayErrorKind.Conflict or GatewayErrorKind.InvalidRequest
            ? await FindAsync(account, charge, cancellation)
            : answer;
    }

    public Task<GatewayResult<RemoteRefund>> RefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation) =>
        money.RefundAsync(account, order, cancellation);

    public Task<GatewayResult<RemoteRefund>> FindRefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation) =>
        money.FindAsync(account, order, cancellation);

    public Task<GatewayResult<RemotePage>> ListPaymentsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        statement.ListPaymentsAsync(account, from, until, cursor, cancellation);

    public Task<GatewayResult<RemoteList<RemoteReturn>>> ListReturnsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        statement.ListReturnsAsync(account, from, until, cursor, cancellation);

    public Task<GatewayResult<RemoteList<RemoteSettlement>>> ListSettlementsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        statement.ListSettlementsAsync(account, from, until, cursor, cancellation);

    // Whatever Stripe asks a customer for has a name; money of a balance that was asked for by somebody else is no affair of ours.
    public Task<GatewayResult<RemotePage>> ListUnnamedAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        Task.FromResult<GatewayResult<RemotePage>>(new RemotePage([], null));

    public Task<GatewayResult<RemotePayment>> FindPaymentAsync(GatewayAccount account, string externalId, CancellationToken cancellation) =>
        money.FindPaymentAsync(account, externalId, cancellation);

    public IReadOnlyList<GatewayHint>? Hear(GatewayAccount account, RawNotice notice, DateTimeOffset now)
    {
        var hooks = GatewaySecrets.Open<StripeSecrets>(account, vault).Hooks;
        return StripeSignature.IsTrue(hooks.Select(h => h.Secret), notice, now) ? StripeNotice.Read(notice.Body.Span, account.Mode) : null;
    }

    // What Stripe would refuse anyway, in words of our own and without the way there.
    private static GatewayError? FlawOf(ChargeOrder order) => order switch
    {
        { Charge.Method: PaymentMethod.Boleto, Payer.Address: null } or { Charge.Method: PaymentMethod.Boleto, Payer.Email: null } =>
            new(GatewayErrorKind.InvalidRequest, GatewayError.PayerIncomplete),
        { Charge.Method: PaymentMethod.Card, ReturnUrl: null } => new(GatewayErrorKind.InvalidRequest, "return-url-missing"),
        _ => null,
    };
}
