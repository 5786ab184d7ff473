using System.Text.Json;

namespace Shared.Payments;

/// <summary>What an account is opened with, as one sealed document for each gateway.</summary>
internal static class GatewaySecrets
{
    private const string Context = "gateway-secrets";

    public static byte[] Seal<T>(T secrets, Vault vault) where T : class => vault.Seal(JsonSerializer.SerializeToUtf8Bytes(secrets), Context);

    public static T Open<T>(GatewayAccount account, Vault vault) where T : class =>
        JsonSerializer.Deserialize<T>(vault.Open(account.SealedSecrets, Context))!;
}
