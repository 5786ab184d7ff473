using System.Security.Cryptography;
using System.Text;

namespace Shared.Webhooks;

/// <summary>The secret shared with one endpoint, and what it signs (standardwebhooks.com, symmetric keys).</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;
    private const string Context = "webhook-secret";

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Seal(string secret, Vault vault) => vault.Seal(secret, Context);

    /// <summary>The header: one signature, and another by the secret that is being replaced.</summary>
    public static string Sign(WebhookEndpoint endpoint, Vault vault, string id, long timestamp, string body, DateTimeOffset now)
    {
        List<byte[]> secrets = [endpoint.SealedSecret];

        if (endpoint.SealedPreviousSecret is { } previous && now < endpoint.PreviousSecretUntil)
        {
            secrets.Add(previous);
        }

        return string.Join(' ', secrets.Select(secret => Signature(vault.OpenText(secret, Context), id, timestamp, body)));
    }

    private static string Signature(string secret, string id, long timestamp, string body)
    {
        var key = Convert.FromBase64String(secret[Prefix.Length..]);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
    }
}
