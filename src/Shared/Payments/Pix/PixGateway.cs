using System.Globalization;

namespace Shared.Payments.Pix;

/// <summary>Any PSP that speaks Banco Central's API Pix 2.9.0 (docs/adr/0016). Its ways of its own are in its <see cref="PspProfile"/>.</summary>
internal sealed class PixGateway(PixClient client, TimeProvider clock) : IPaymentGateway
{
    private const string Cob = "cob";
    private const string Cobv = "cobv";
    private const string RemovedByUs = "REMOVIDA_PELO_USUARIO_RECEBEDOR";
    private const int DaysToRefund = 90;
    private const int PageSize = 100;

    public GatewayName Name => GatewayName.Pix;

    public GatewayAbilities Abilities { get; } = new([PaymentMethod.Pix], [PaymentMethod.Pix], DaysToRefund);

    public async Task<GatewayResult<RemoteCharge>> OpenAsync(GatewayAccount account, ChargeOrder order, CancellationToken cancellation)
    {
        var (charge, key) = (order.Charge, account.Settings.PixKey!);

        if (order.Terms is not null && !PspProfiles.Of(account).HasDueDates)
        {
            return new GatewayError(GatewayErrorKind.MethodUnavailable, "cobv-not-offered");
        }

        var call = order.Terms is { } terms
            ? new PixCall(HttpMethod.Put, Cobv, charge.Txid) { Body = PixBodies.Cobv(order, terms, key) }
            : new PixCall(HttpMethod.Put, Cob, charge.Txid) { Body = PixBodies.Cob(order, key) };
        var answer = await client.SendAsync<CobAnswer>(account, call, cancellation);

        if (answer.IsOk(out var made, out var error))
        {
            var opened = Read(account, made, charge, call.Resource);
            return opened is { Status: RemoteStatus.Waiting, Instructions: null } ? new GatewayError(GatewayErrorKind.Unknown, "code-missing") : opened;
        }

        // A repeated request may be refused because the first one was done: then the charge is there, in whatever state.
        if (error.Kind is not (GatewayErrorKind.InvalidRequest or GatewayErrorKind.Conflict))
        {
            return error;
        }

        var standing = await FindAsync(account, charge, cancellation);
        return standing.IsOk(out _, out var missing) ? standing
            : missing.Kind is GatewayErrorKind.NotFound ? error
            : error with { Kind = GatewayErrorKind.Unknown };
    }

    public async Task<GatewayResult<RemoteCharge>> FindAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        if (charge.GatewayReference?.Split('/')[0] is { } resource)
        {
            return await FindAsync(account, charge, resource, cancellation);
        }

        var found = await FindAsync(account, charge, Cob, cancellation);

        if (found.IsOk(out _, out var error) || error.Kind is not GatewayErrorKind.NotFound || !PspProfiles.Of(account).HasDueDates)
        {
            return found;
        }

        // Nobody said which kind it became. Who may not look among the other kind has none there.
        var other = await FindAsync(account, charge, Cobv, cancellation);
        return other.IsOk(out _, out var failure) || failure.Kind is GatewayErrorKind.Unknown or GatewayErrorKind.Temporary or GatewayErrorKind.RateLimited ? other : found;
    }

    public async Task<GatewayResult<RemoteCharge>> CancelAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        var resource = charge.GatewayReference?.Split('/')[0] ?? Cob;
        var answer = await client.SendAsync<CobAnswer>(
            account, new PixCall(HttpMethod.Patch, resource, charge.Txid) { Body = new StatusBody(RemovedByUs) }, cancellation);

        // Refused, most likely, because it is over already: paid, or removed before.
        return answer.IsOk(out var removed, out var error) ? Read(account, removed, charge, resource)
            : error.Kind is GatewayErrorKind.InvalidRequest or GatewayErrorKind.Conflict ? await FindAsync(account, charge, cancellation)
            : error;
    }

    public async Task<GatewayResult<RemoteRefund>> RefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation)
    {
        if (!PspProfiles.Of(account).HasRefunds)
        {
            return new GatewayError(GatewayErrorKind.NotRefundable, "refunds-not-offered");
        }

        var answer = await client.SendAsync<DevolucaoAnswer>(
            account, new PixCall(HttpMethod.Put, "pix", order.ExternalPaymentId, "devolucao", order.Id) { Body = PixBodies.Refund(order) }, cancellation);

        if (answer.IsOk(out var asked, out var error))
        {
            return Read(asked, order);
        }

        // Asked for a second time, some say no for the id is taken: by ourselves.
        return error.IsUnknown || error.Kind is GatewayErrorKind.Authentication or GatewayErrorKind.Temporary or GatewayErrorKind.RateLimited
            ? error
            : await FindRefundAsync(account, order, cancellation) is var standing && standing.IsOk(out _, out var missing) ? standing
            : missing.Kind is GatewayErrorKind.NotFound ? error
            : error with { Kind = GatewayErrorKind.Unknown };
    }

    public async Task<GatewayResult<RemoteRefund>> FindRefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation)
    {
        var answer = await client.SendAsync<DevolucaoAnswer>(
            account, new PixCall(HttpMethod.Get, "pix", order.ExternalPaymentId, "devolucao", order.Id), cancellation);
        return answer.IsOk(out var found, out var error) ? Read(found, order) : error;
    }

    public Task<GatewayResult<RemotePage>> ListPaymentsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        ListAsync(account, PixCursor.At(cursor, from), until, cancellation);

    public Task<GatewayResult<RemotePage>> ListUnnamedAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        ListAsync(account, PixCursor.At(cursor, from) with { HasTxid = false }, until, cancellation);

    // Asked for by the time of the Pix, not of what went back: whatever came in as long ago as money may go back is looked through.
    public async Task<GatewayResult<RemoteList<RemoteReturn>>> ListReturnsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation)
    {
        var at = PixCursor.At(cursor, from.AddDays(-DaysToRefund)) with { HasTxid = false };
        var end = EndOf(account, at, until);
        var answer = await AskAsync(account, at, end, "devolucaoPresente", "true", cancellation);

        if (!answer.IsOk(out var list, out var error))
        {
            return error;
        }

        var returns = PaymentsIn(account, list)
            .SelectMany(payment => payment.Refunds, (payment, refund) => (Payment: payment, Refund: refund))
            .Where(r => r.Refund.Status is RemoteRefundStatus.Succeeded && r.Refund.At >= from && r.Refund.At < until)
            .Select(r => new RemoteReturn(
                r.Payment.ExternalId, r.Payment.Txid, r.Refund.ExternalId, r.Refund.OurId, r.Refund.Amount, r.Refund.IsTaken, IsBack: false, r.Refund.At));
        return new RemoteList<RemoteReturn>([.. returns], at.Next(HasMore(list, at), end, until)?.ToString());
    }

    // The money is in the account at the bank as it comes in.
    public Task<GatewayResult<RemoteList<RemoteSettlement>>> ListSettlementsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        Task.FromResult<GatewayResult<RemoteList<RemoteSettlement>>>(new RemoteList<RemoteSettlement>([], null));

    public async Task<GatewayResult<RemotePayment>> FindPaymentAsync(GatewayAccount account, string externalId, CancellationToken cancellation)
    {
        // What somebody else has told the hook may be no E2E id at all.
        if (!externalId.All(char.IsAsciiLetterOrDigit))
        {
            return new GatewayError(GatewayErrorKind.NotFound, "id-invalid");
        }

        var answer = await client.SendAsync<PixAnswer>(account, new PixCall(HttpMethod.Get, "pix", externalId), cancellation);
        return !answer.IsOk(out var pix, out var error) ? error
            : IsOfOurKey(account, pix) && PixAnswers.Payment(pix) is { } payment ? payment
            : new GatewayError(GatewayErrorKind.NotFound, "of-another-key");
    }

    // The secret in the address has proved who speaks; that another customer of the same PSP may have told it the address is why nothing here is believed.
    public IReadOnlyList<GatewayHint>? Hear(GatewayAccount account, RawNotice notice, DateTimeOffset now) => PixNotices.Read(notice.Body);

    private async Task<GatewayResult<RemotePage>> ListAsync(GatewayAccount account, PixCursor at, DateTimeOffset until, CancellationToken cancellation)
    {
        var end = EndOf(account, at, until);
        var answer = await AskAsync(account, at, end, "txIdPresente", at.HasTxid ? "true" : "false", cancellation);

        if (!answer.IsOk(out var list, out var error))
        {
            return error;
        }

        // The last instant asked for is in the answer too.
        return new RemotePage([.. PaymentsIn(account, list).Where(p => p.PaidAt < until)], at.Next(HasMore(list, at), end, until)?.ToString());
    }

    private async Task<GatewayResult<PixListAnswer>> AskAsync(
        GatewayAccount account, PixCursor at, DateTimeOffset end, string kind, string value, CancellationToken cancellation)
    {
        var query = new Dictionary<string, string>
        {
            ["inicio"] = Instant(at.From),
            ["fim"] = Instant(end),
            [kind] = value,
            ["paginacao.paginaAtual"] = at.Page.ToString(CultureInfo.InvariantCulture),
            ["paginacao.itensPorPagina"] = PageSize.ToString(CultureInfo.InvariantCulture),
        };
        var answer = await client.SendAsync<PixListAnswer>(account, new PixCall(HttpMethod.Get, "pix") { Query = query }, cancellation);

        // Some say "not found" for an empty list.
        return !answer.IsOk(out _, out var error) && error.Kind is GatewayErrorKind.NotFound ? new PixListAnswer(null, []) : answer;
    }

    private static DateTimeOffset EndOf(GatewayAccount account, PixCursor at, DateTimeOffset until) =>
        at.From.AddDays(PspProfiles.Of(account).MaxPollDays) is var longest && longest < until ? longest : until;

    private static bool HasMore(PixListAnswer list, PixCursor at) => at.Page + 1 < (list.Parametros?.Paginacao?.QuantidadeDePaginas ?? 1);

    private static IEnumerable<RemotePayment> PaymentsIn(GatewayAccount account, PixListAnswer list) =>
        (list.Pix ?? []).Where(pix => IsOfOurKey(account, pix)).Select(pix => PixAnswers.Payment(pix)).OfType<RemotePayment>();

    // A PSP keeps several keys for one customer; what another of them received was never asked for here.
    private static bool IsOfOurKey(GatewayAccount account, PixAnswer pix) =>
        pix.Chave is null || string.Equals(pix.Chave, account.Settings.PixKey, StringComparison.OrdinalIgnoreCase);

    private async Task<GatewayResult<RemoteCharge>> FindAsync(GatewayAccount account, Charge charge, string resource, CancellationToken cancellation)
    {
        var answer = await client.SendAsync<CobAnswer>(account, new PixCall(HttpMethod.Get, resource, charge.Txid), cancellation);

        if (!answer.IsOk(out var found, out var error))
        {
            return error;
        }

        // Some tell of the money among the Pix alone.
        return found is { Status: "CONCLUIDA", Pix: null or [] } && await PaidByAsync(account, charge, cancellation) is { Count: > 0 } pix
            ? Read(account, found with { Pix = pix }, charge, resource)
            : Read(account, found, charge, resource);
    }

    private async Task<IReadOnlyList<PixAnswer>> PaidByAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var oldest = now.AddDays(-PspProfiles.Of(account).MaxPollDays);
        var query = new Dictionary<string, string>
        {
            ["inicio"] = Instant(charge.CreatedAt > oldest ? charge.CreatedAt : oldest),
            ["fim"] = Instant(now.AddSeconds(1)),
            ["txid"] = charge.Txid,
        };
        var answer = await client.SendAsync<PixListAnswer>(account, new PixCall(HttpMethod.Get, "pix") { Query = query }, cancellation);
        return answer.IsOk(out var list, out _) ? list.Pix ?? [] : [];
    }

    private RemoteCharge Read(GatewayAccount account, CobAnswer answer, Charge charge, string resource) => PixAnswers.Charge(
        answer, charge, $"{resource}/{charge.Txid}", new PixReceiver(account.BeneficiaryName, account.BeneficiaryCity), clock.GetUtcNow());

    private GatewayResult<RemoteRefund> Read(DevolucaoAnswer answer, RefundOrder order) =>
        PixAnswers.Refund(answer, order, clock.GetUtcNow()) is { } refund ? refund : new GatewayError(GatewayErrorKind.Unknown, "answer-unreadable");

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
