using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Shared.Kernel;

/// <summary>A CNPJ, numeric or alphanumeric (IN RFB 2.229/2024), whose check digits are right. Shown masked.</summary>
[JsonConverter(typeof(CnpjJsonConverter))]
public sealed record Cnpj : IParsable<Cnpj>
{
    private Cnpj(string canonical) => Canonical = canonical;

    /// <summary>Fourteen characters, upper case, no punctuation.</summary>
    public string Canonical { get; }

    public static Cnpj Parse(string text) => TryParse(text, out var cnpj) ? cnpj : throw new FormatException("Not a CNPJ.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Cnpj? cnpj)
    {
        var stripped = Punctuation.StrippedFrom(text);
        var canonical = new string([.. stripped.Select(c => char.IsAsciiLetterLower(c) ? (char)(c - 32) : c)]);
        cnpj = HasRightCheckDigits(canonical) ? new Cnpj(canonical) : null;
        return cnpj is not null;
    }

    static Cnpj IParsable<Cnpj>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Cnpj>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Cnpj result) =>
        TryParse(s, out result);

    /// <summary>The whole number, as documents must carry it: "12.ABC.345/01DE-35".</summary>
    public string ToFormatted() =>
        $"{Canonical[..2]}.{Canonical[2..5]}.{Canonical[5..8]}/{Canonical[8..12]}-{Canonical[12..]}";

    public override string ToString() => $"**.{Canonical[2..5]}.{Canonical[5..8]}/****-**";

    private static bool HasRightCheckDigits(string text) =>
        text.Length == 14
        && text[..12].All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))
        && text.Distinct().Count() > 1
        && CheckDigit(text[..12]) == text[12]
        && CheckDigit(text[..13]) == text[13];

    // Weights run 2..9 from the right, again and again; a letter is worth its ASCII code less 48.
    private static char CheckDigit(string body)
    {
        var sum = body.Select((c, i) => (c - 48) * (2 + ((body.Length - 1 - i) % 8))).Sum();
        return (char)('0' + (sum * 10 % 11 % 10));
    }
}
