using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Payments.Stripe;

/// <summary>How Stripe signs: HMAC-SHA256 over time and raw body, one v1 for each secret that is alive.</summary>
internal static class StripeSignature
{
    private const string Header = "stripe-signature";
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public static bool IsTrue(IEnumerable<string> secrets, RawNotice notice, DateTimeOffset now)
    {
        var parts = (notice.Headers.GetValueOrDefault(Header) ?? "").Split(',')
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).Select(part => (Name: part[0].Trim(), Value: part[1].Trim())).ToList();
        var time = parts.Find(part => part.Name == "t").Value;

        return long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and < 253_402_300_799
            && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance
            && IsAnyTrue(secrets, [.. parts.Where(part => part.Name == "v1").Select(part => Encoding.ASCII.GetBytes(part.Value))], time, notice.Body.Span);
    }

    public static string Of(string secret, string time, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(time + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    // Each is compared with each, whatever was found before: the time it takes tells nothing.
    private static bool IsAnyTrue(IEnumerable<string> secrets, List<byte[]> given, string time, ReadOnlySpan<byte> body)
    {
        var isTrue = false;

        foreach (var secret in secrets)
        {
            var right = Encoding.ASCII.GetBytes(Of(secret, time, body));

            foreach (var signature in given)
            {
                isTrue |= CryptographicOperations.FixedTimeEquals(signature, right);
            }
        }

        return isTrue;
    }
}
