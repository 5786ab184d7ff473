using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Tests.E2e.Staging;

/// <summary>The second proof, worked out as a telephone does (RFC 6238: SHA-1, 30 seconds, six digits).</summary>
public static class AuthenticatorApp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Step = 30;

    public static string CodeOf(string secret, DateTimeOffset now)
    {
        Span<byte> moment = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, now.ToUnixTimeSeconds() / Step);

        // RFC 6238 names SHA-1, and so do the apps.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(FromBase32(secret), moment);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var (bytes, bits, held) = (new List<byte>(), 0, 0);

        foreach (var letter in text.TrimEnd('='))
        {
            bits = (bits << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal);
            held += 5;

            if (held >= 8)
            {
                bytes.Add((byte)(bits >> (held - 8)));
                held -= 8;
            }
        }

        return [.. bytes];
    }
}
