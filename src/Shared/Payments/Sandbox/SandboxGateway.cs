using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Shared.Payments.Sandbox;

/// <summary>
/// A bank for demonstrations and tests. It keeps its own rows in its own transactions, as a real one would, so every
/// process sees the same bank. Its codes are lawful BR Codes with a random key that nobody has registered: a bank app
/// reads them and answers that the key does not exist. Odd centavos steer it: 13 is an outage, 17 a refusal.
/// </summary>
internal sealed class SandboxGateway(IServiceScopeFactory scopes, Vault vault, IOptions<SandboxOptions> options, TimeProvider clock) : IPaymentGateway
{
    public GatewayName Name => GatewayName.Sandbox;

    public async Task<GatewayCharge> OpenAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        switch (options.Value.IsSteered ? charge.Amount.Cents % 100 : 0)
        {
            case 13:
                return new GatewayCharge(ChargeStatus.Unknown, Code: "outage");
            case 17:
                return new GatewayCharge(ChargeStatus.Rejected, Code: "refused");
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
                PixCode = Code(account, charge),
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

        return await FindAsync(account, charge, cancellation);
    }

    public async Task<GatewayCharge> FindAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bank = scope.ServiceProvider.GetRequiredService<AppDb>();

        if (await FindRowAsync(bank, charge, cancellation) is not { } row)
        {
            return new GatewayCharge(ChargeStatus.Rejected, Code: "not-found");
        }

        var payments = await bank.Set<SandboxPayment>().AsNoTracking()
            .Where(p => p.Txid == charge.Txid).OrderBy(p => p.PaidAt)
            .Select(p => new GatewayPayment(p.EndToEndId, p.Amount, p.PaidAt))
            .ToListAsync(cancellation);

        var status = payments.Count > 0 ? ChargeStatus.Paid
            : clock.GetUtcNow() >= row.ExpiresAt ? ChargeStatus.Expired
            : ChargeStatus.Waiting;
        return new GatewayCharge(status, row.Txid, row.PixCode, payments);
    }

    public GatewayHint? Hear(GatewayAccount account, RawNotice notice, DateTimeOffset now)
    {
        if (!SandboxSignature.IsTrue(SandboxSecrets.Open(account, vault), notice, now))
        {
            return null;
        }

        var said = JsonSerializer.Deserialize<SandboxNoticeBody>(notice.Body.Span, JsonSerializerOptions.Web)!;
        return new GatewayHint(said.EndToEndId, said.Txid);
    }

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
