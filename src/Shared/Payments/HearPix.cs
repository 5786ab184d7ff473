using Shared.Payments.Pix;

namespace Shared.Payments;

/// <summary>Hears a PSP's notice. The last part of the address is a secret of one account, kept as a keyed hash: it finds the account and proves the speaker.</summary>
public sealed class HearPix(AppDb db, Vault vault, HearGateway hearGateway)
{
    private const int LongestSecret = 100;

    public async Task<Outcome<IReadOnlyList<GatewayHint>>> ExecuteAsync(string secret, RawNotice notice)
    {
        if (secret.Length > LongestSecret)
        {
            return HearGateway.Forged;
        }

        // What is compared in the database is an HMAC: how long it takes tells a guesser nothing of the secret.
        var hash = PixSecrets.HashOf(secret, vault);
        var accounts = await db.Database.SqlQuery<Guid?>($"select gateway_account_of_hook({hash}) as \"Value\"").ToListAsync();
        return accounts is [{ } id] ? await hearGateway.ExecuteAsync(GatewayName.Pix, new Id<GatewayAccount>(id), notice) : HearGateway.Forged;
    }
}
