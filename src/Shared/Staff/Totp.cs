using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Staff;

/// <summary>Codes of an authenticator app (RFC 6238: SHA-1, 30 seconds, six digits). Pure: who may use one twice is decided elsewhere.</summary>
public static class Totp
{
    private const int SecretBytes = 20;
    private const int Window = 1;
    private const long SecondsPerStep = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / SecondsPerStep;

    [SuppressMessage("Security", "CA5350", Justification = "The algorithm every authenticator app speaks; HMAC does not need SHA-1 to resist collisions.")]
    public static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 0xf)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step this code is of: now, or one step before or after. Null when it is none of them.</summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now)
    {
        var current = StepAt(now);
        long? found = null;

        // All three are always compared: how long it takes says nothing.
        for (var step = current - Window; step <= current + Window; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(secret, step)), Encoding.UTF8.GetBytes(code)))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>What the app reads from a QR code.</summary>
    public static string UriOf(byte[] secret, string account) =>
        $"otpauth://totp/Acerto:{Uri.EscapeDataString(account)}?secret={ToBase32(secret)}&issuer=Acerto";

    public static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);

        foreach (var next in bytes)
        {
            (buffer, bits) = ((buffer << 8) | next, bits + 8);

            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
        }

        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }
}
