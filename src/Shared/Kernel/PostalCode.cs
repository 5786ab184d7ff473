using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Shared.Kernel;

/// <summary>A CEP: eight digits, no check digit.</summary>
[JsonConverter(typeof(PostalCodeJsonConverter))]
public sealed record PostalCode : IParsable<PostalCode>
{
    private PostalCode(string digits) => Digits = digits;

    public string Digits { get; }

    public static PostalCode Parse(string text) => TryParse(text, out var code) ? code : throw new FormatException("Not a CEP.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PostalCode? code)
    {
        var digits = Punctuation.StrippedFrom(text);
        code = digits.Length == 8 && digits.All(char.IsAsciiDigit) && digits != "00000000" ? new PostalCode(digits) : null;
        return code is not null;
    }

    static PostalCode IParsable<PostalCode>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<PostalCode>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PostalCode result) =>
        TryParse(s, out result);

    public override string ToString() => $"{Digits[..5]}-{Digits[5..]}";
}
