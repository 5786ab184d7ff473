using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Payments.Sandbox;

/// <summary>How the sandbox bank signs: HMAC-SHA256 over id, time and body.</summary>
internal static class SandboxSignature
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Of(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    public static bool IsTrue(byte[] secret, RawNotice notice, DateTimeOffset now) =>
        notice.Headers.TryGetValue("sandbox-id", out var id)
        && notice.Headers.TryGetValue("sandbox-timestamp", out var timestamp)
        && notice.Headers.TryGetValue("sandbox-signature", out var signature)
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 253_402_300_799
        && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Of(secret, id, timestamp, notice.Body.Span)));
}

/// <summary>The secret that a creditor's sandbox account shares with the bank.</summary>
public static class SandboxSecrets
{
    private const string Context = "gateway-secrets";
    private const int Size = 32;

    /// <summary>A new secret, sealed for <see cref="GatewayAccount.SealedSecrets"/>.</summary>
    public static byte[] New(Vault vault) => vault.Seal(RandomNumberGenerator.GetBytes(Size), Context);

    internal static byte[] Open(GatewayAccount account, Vault vault) => vault.Open(account.SealedSecrets, Context);
}
