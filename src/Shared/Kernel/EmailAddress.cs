using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Shared.Kernel;

/// <summary>An e-mail address, lower case. Shown masked; the address leaves only through <see cref="Address"/>.</summary>
[JsonConverter(typeof(EmailAddressJsonConverter))]
public sealed partial record EmailAddress : IParsable<EmailAddress>
{
    private EmailAddress(string address) => Address = address;

    public string Address { get; }

    public static EmailAddress Parse(string text) =>
        TryParse(text, out var email) ? email : throw new FormatException("Not an e-mail address.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EmailAddress? email)
    {
        var address = text?.Trim() ?? "";
        email = address.Length <= 254 && Shape.IsMatch(address) ? new EmailAddress(address.ToLowerInvariant()) : null;
        return email is not null;
    }

    static EmailAddress IParsable<EmailAddress>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<EmailAddress>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out EmailAddress result) =>
        TryParse(s, out result);

    public override string ToString() => $"{Address[0]}***{Address[Address.IndexOf('@', StringComparison.Ordinal)..]}";

    [GeneratedRegex(
        @"^(?=[^@]{1,64}@)[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*@" +
        @"([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape { get; }
}
