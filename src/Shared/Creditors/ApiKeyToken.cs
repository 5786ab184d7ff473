using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Creditors;

/// <summary>
/// The text of a key: "ak_live_" or "ak_test_", 27 random letters and digits (160 bits), and four that check them,
/// so that a mistyped or invented key is refused without a look into the database.
/// </summary>
public static class ApiKeyToken
{
    public const int ShownLength = 12;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);
    private const int PrefixLength = 8;
    private const int RandomLength = 27;
    private const int CheckLength = 4;

    public static string New(CreditorMode mode)
    {
        var text = (mode is CreditorMode.Live ? "ak_live_" : "ak_test_") + RandomNumberGenerator.GetString(Alphabet, RandomLength);
        return text + CheckOf(text);
    }

    /// <summary>True for a well-formed key; says nothing about whether it was ever issued.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length == PrefixLength + RandomLength + CheckLength
        && (text.StartsWith("ak_live_", StringComparison.Ordinal) || text.StartsWith("ak_test_", StringComparison.Ordinal))
        && text.AsSpan(PrefixLength).IndexOfAnyExcept(Letters) < 0
        && text.EndsWith(CheckOf(text[..^CheckLength]), StringComparison.Ordinal);

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));

    private static string CheckOf(string text)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes("check:" + text));
        return string.Concat(hash.Take(CheckLength).Select(b => Alphabet[b % Alphabet.Length]));
    }
}
