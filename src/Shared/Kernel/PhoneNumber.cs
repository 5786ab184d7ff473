using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Shared.Kernel;

public enum PhoneKind { Mobile, Landline }

/// <summary>A Brazilian telephone in E.164. Shown masked; the number leaves only through <see cref="E164"/>.</summary>
[JsonConverter(typeof(PhoneNumberJsonConverter))]
public sealed partial record PhoneNumber : IParsable<PhoneNumber>
{
    private const int Brazil = 55;

    private PhoneNumber(string e164) => E164 = e164;

    public string E164 { get; }

    public PhoneKind Kind => E164.Length == "+5511999999999".Length ? PhoneKind.Mobile : PhoneKind.Landline;

    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var phone) ? phone : throw new FormatException("Not a Brazilian telephone.");

    /// <summary>Takes any way Brazilians write it: with mask, leading zero, carrier or country code.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PhoneNumber? phone)
    {
        var national = NationalNumber(text);
        phone = Plan.IsMatch(national) ? new PhoneNumber($"+{Brazil}{national}") : null;
        return phone is not null;
    }

    static PhoneNumber IParsable<PhoneNumber>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<PhoneNumber>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PhoneNumber result) =>
        TryParse(s, out result);

    /// <summary>The whole number: "(11) 99999-9999".</summary>
    public string ToFormatted() => $"({E164[3..5]}) {E164[5..^4]}-{E164[^4..]}";

    public override string ToString() => $"({E164[3..5]}) {new string('*', E164.Length - 9)}-{E164[^4..]}";

    private static string NationalNumber(string? text)
    {
        if (text is not { Length: <= 40 } || text.Any(char.IsLetter))
        {
            return "";
        }

        try
        {
            var dialled = text.TrimStart() is ['0', '0', .. var rest] ? $"+{rest}" : text;
            var number = PhoneNumberUtil.GetInstance().Parse(dialled, "BR");
            return number is { CountryCode: Brazil, HasExtension: false } ? $"{number.NationalNumber}" : "";
        }
        catch (NumberParseException)
        {
            return "";
        }
    }

    // Anatel's plan: 67 area codes; mobiles are nine digits from 9, landlines eight from 2 to 5.
    [GeneratedRegex("^(1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])(9[0-9]{8}|[2-5][0-9]{7})$")]
    private static partial Regex Plan { get; }
}
