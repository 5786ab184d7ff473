using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Shared.Payments.Sandbox;

/// <summary>
/// A bank for demonstrations and tests. It keeps its own rows in its own transactions, as a real one would, so every
/// process sees the same bank. Its boletos are of a bank that does not exist. Its Pix codes are lawful BR Codes with a random key that nobody has registered: a bank app
/// reads them and answers that the key does not exist. The last four digits of an amount steer it: 13 is an outage, 17 a refusal, 31
/// a code that is made and not told of, 37 a slow answer. What is played when it is paid, <see cref="SandboxPlay"/> says.
/// </summary>
internal sealed class SandboxGateway(IServiceScopeFactory scopes, Vault vault, IOptions<SandboxOptions> options, CreditorClock clock) : IPaymentGateway
{
    private const int PageSize = 100;

    public GatewayName Name => GatewayName.Sandbox;

    public GatewayAbilities Abilities { get; } = new([PaymentMethod.Pix, PaymentMethod.Boleto], [PaymentMethod.Pix], RefundDays: 90) { TellsSettlements = true };

    public async Task<GatewayResult<RemoteCharge>> OpenAsync(GatewayAccount account, ChargeOrder order, CancellationToken cancellation)
    {
        var charge = order.Charge;

        if (!options.Value.Serves(account.Mode))
        {
            return new GatewayError(GatewayErrorKind.MethodUnavailable, "sandbox-barred");
        }

        switch (options.Value.SteerOf(charge.Amount))
        {
            case 13:
                return new GatewayError(GatewayErrorKind.Unknown, "outage");
            case 17:
                return new GatewayError(GatewayErrorKind.Declined, "refused");
        }

        await using var scope = scopes.CreateAsyncScope();
        var bank = scope.ServiceProvider.GetRequiredService<AppDb>();

        if (await FindRowAsync(bank, charge, cancellation) is null)
        {
            bank.Add(new SandboxCharge
            {
                Txid = charge.Txid,
                Account = account.Id.Value,
                Amount = charge.Amount,
                PixCode = charge.Method is PaymentMethod.Pix ? Code(account, charge) : null,
                BoletoLine = charge.Method is PaymentMethod.Boleto ? SandboxBoleto.Of(account, charge).Code.Line : null,
                ExpiresAt = charge.ExpiresAt,
                CreatedAt = clock.GetUtcNow(),
            });

            try
            {
                await bank.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException failure) when (failure.LostRace)
            {
                // The same request arrived twice: the first one made the charge, and we read it below.
            }
        }

        switch (options.Value.SteerOf(charge.Amount))
        {
            case 31:
                return new GatewayError(GatewayErrorKind.Unknown, "answer-lost");
            case 37:
                await Task.Delay(options.Value.SlowAnswer, clock, cancellation);
                break;
        }

        return await FindAsync(account, charge, cancellation);
    }

    public async Task<GatewayResult<RemoteCharge>> FindAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bank = scope.ServiceProvider.GetRequiredService<AppDb>();

        if (await FindRowAsync(bank, charge, cancellation) is not { } row)
        {
            return new GatewayError(GatewayErrorKind.NotFound, "not-found");
        }

        var rows = await bank.Set<SandboxPayment>().AsNoTracking().Where(p => p.Txid == charge.Txid).OrderBy(p => p.PaidAt).ToListAsync(cancellation);
        var payments = await ReadAsync(bank, rows, cancellation);
        var status = payments.Count > 0 ? RemoteStatus.Paid
            : row.CancelledAt is not null ? RemoteStatus.Cancelled
            : clock.GetUtcNow() >= row.ExpiresAt ? RemoteStatus.Expired
            : RemoteStatus.Waiting;
        return new RemoteCharge(status, row.Txid, InstructionsOf(row), payments);
    }

    public async Task<GatewayResult<RemoteCharge>> CancelAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bank = scope.ServiceProvider.GetRequiredService<AppDb>();
        await bank.Set<SandboxCharge>().Where(c => c.Txid == charge.Txid && c.CancelledAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.CancelledAt, clock.GetUtcNow()), cancellation);
        return await FindAsync(account, charge, cancellation);
    }

    public async Task<GatewayResult<RemoteRefund>> RefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().RefundAsync(order, options.Value, clock.GetUtcNow(), cancellation);
    }

    public async Task<GatewayResult<RemoteRefund>> FindRefundAsync(GatewayAccount account, RefundOrder order, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().FindRefundAsync(order, options.Value, clock.GetUtcNow(), cancellation);
    }

    public Task<GatewayResult<RemotePage>> ListPaymentsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        ListAsync(p => p.Account == account.Id.Value && p.PaidAt < until, from, cursor, cancellation);

    public Task<GatewayResult<RemotePage>> ListUnnamedAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation) =>
        ListAsync(p => p.Account == account.Id.Value && p.PaidAt < until && p.Txid == "", from, cursor, cancellation);

    public async Task<GatewayResult<RemotePayment>> FindPaymentAsync(GatewayAccount account, string externalId, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bank = scope.ServiceProvider.GetRequiredService<AppDb>();
        var row = await bank.Set<SandboxPayment>().AsNoTracking().SingleOrDefaultAsync(p => p.EndToEndId == externalId && p.Account == account.Id.Value, cancellation);
        return row is null ? new GatewayError(GatewayErrorKind.NotFound, "not-found") : (await ReadAsync(bank, [row], cancellation))[0];
    }

    private async Task<GatewayResult<RemotePage>> ListAsync(
        Expression<Func<SandboxPayment, bool>> which, DateTimeOffset from, string? cursor, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bank = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (at, id) = cursor?.Split('|') is [var when, var last] ? (DateTimeOffset.Parse(when, CultureInfo.InvariantCulture), last) : (from, "");
        var rows = await bank.Set<SandboxPayment>().AsNoTracking()
            .Where(which)
            .Where(p => EF.Functions.GreaterThan(ValueTuple.Create(p.PaidAt, p.EndToEndId), ValueTuple.Create(at, id)))
            .OrderBy(p => p.PaidAt).ThenBy(p => p.EndToEndId).Take(PageSize).ToListAsync(cancellation);
        return new RemotePage(await ReadAsync(bank, rows, cancellation), rows.Count < PageSize ? null : $"{rows[^1].PaidAt:O}|{rows[^1].EndToEndId}");
    }

    private async Task<IReadOnlyList<RemotePayment>> ReadAsync(AppDb bank, IReadOnlyList<SandboxPayment> rows, CancellationToken cancellation)
    {
        var refunds = await bank.RefundsOfAsync([.. rows.Select(p => p.EndToEndId)], options.Value, clock.GetUtcNow(), cancellation);
        return [.. rows.Select(p => new RemotePayment(p.EndToEndId, p.Txid, p.Amount, p.PaidAt, SandboxRefunds.FeeOf(options.Value), null, [.. refunds[p.EndToEndId]], p.PayerDocument))];
    }

    public async Task<GatewayResult<RemoteList<RemoteReturn>>> ListReturnsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().ReturnsBetweenAsync(account, from, until, options.Value, clock.GetUtcNow(), cancellation);
    }

    public async Task<GatewayResult<RemoteList<RemoteSettlement>>> ListSettlementsAsync(
        GatewayAccount account, DateTimeOffset from, DateTimeOffset until, string? cursor, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().SettlementsBetweenAsync(account, from, until, cancellation);
    }

    public IReadOnlyList<GatewayHint>? Hear(GatewayAccount account, RawNotice notice, DateTimeOffset now)
    {
        if (!SandboxSignature.IsTrue(SandboxSecrets.Open(account, vault), notice, now))
        {
            return null;
        }

        var said = JsonSerializer.Deserialize<SandboxNoticeBody>(notice.Body.Span, JsonSerializerOptions.Web)!;
        return [new GatewayHint(said.News is null ? said.EndToEndId : $"{said.EndToEndId}/{said.News}", said.Txid, said.EndToEndId is "" ? null : said.EndToEndId)];
    }

    private static PayInstructions InstructionsOf(SandboxCharge row) => row.BoletoLine is { } line
        ? new(BoletoLine: line, BoletoFacts: SandboxBoleto.Read(line).Facts)
        : new(row.PixCode);

    private static Task<SandboxCharge?> FindRowAsync(AppDb bank, Charge charge, CancellationToken cancellation) =>
        bank.Set<SandboxCharge>().AsNoTracking().SingleOrDefaultAsync(c => c.Txid == charge.Txid, cancellation);

    // The unregistered key is derived from the charge, so a repeated request gives the same code.
    private static string Code(GatewayAccount account, Charge charge)
    {
        var random = SHA256.HashData(Encoding.ASCII.GetBytes("sandbox-key:" + charge.Txid))[..16];
        random[6] = (byte)((random[6] & 0x0F) | 0x40);
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        var key = new Guid(random, bigEndian: true).ToString();
        return BrCode.Static(key, new PixReceiver(account.BeneficiaryName, account.BeneficiaryCity), charge.Amount, PixTxid.StaticOf(charge.Id), "TESTE").Text;
    }
}
