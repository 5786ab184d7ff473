using System.Text.RegularExpressions;

namespace Shared.Payments;

/// <summary>Every rule a Pix code must keep, each with the name of its breach.</summary>
internal static partial class BrCodeRules
{
    public static IEnumerable<string> FlawsOf(string text)
    {
        if (Emv.Read(text) is not { Count: > 0 } objects)
        {
            return ["malformed"];
        }

        return
        [
            .. Envelope(text, objects),
            .. Account(objects),
            .. Commerce(objects),
            .. Charge(objects),
        ];
    }

    private static IEnumerable<string> Envelope(string text, IReadOnlyList<EmvObject> objects) => Broken(
        ("payload-format-not-01", objects[0] is not { Id: "00", Value: "01" }),
        ("duplicate-object", HasDuplicate(objects)),
        ("crc-not-last", objects[^1].Id != "63" || !text[..^4].EndsWith("6304", StringComparison.Ordinal)),
        ("crc-mismatch", text.Length < 8 || text[^4..] != Emv.Crc(text[..^4])));

    private static IEnumerable<string> Account(IReadOnlyList<EmvObject> objects)
    {
        if (BrCodeFields.PixPart(objects, 26, 51) is not { } account)
        {
            return ["gui-not-pix"];
        }

        var fields = BrCodeFields.Of(objects);
        return Broken(
            ("duplicate-object", HasDuplicate(account)),
            ("initiation-not-11-or-12", objects.At("01") is not (null or "11" or "12")),
            ("account-without-key-or-location", fields is { Key: null, Location: null, Recurrence: null }),
            ("account-with-key-and-location", fields is { Key: not null, Location: not null }),
            ("key-not-1-to-77", fields.Key is { Length: 0 or > BrCode.LongestKeyOrLocation }),
            ("location-not-1-to-77", fields.Location is { Length: 0 or > BrCode.LongestKeyOrLocation }),
            ("location-with-scheme", fields.Location?.Contains("://", StringComparison.Ordinal) is true));
    }

    private static IEnumerable<string> Commerce(IReadOnlyList<EmvObject> objects) => Broken(
        ("category-not-4-digits", objects.At("52") is not { } category || !FourDigits.IsMatch(category)),
        ("currency-not-986", objects.At("53") is not "986"),
        ("country-not-BR", objects.At("58") is not "BR"),
        ("name-missing", objects.At("59") is null or ""),
        ("name-over-25", objects.At("59") is { Length: > BrCode.LongestName }),
        ("city-missing", objects.At("60") is null or ""),
        ("city-over-15", objects.At("60") is { Length: > BrCode.LongestCity }));

    private static IEnumerable<string> Charge(IReadOnlyList<EmvObject> objects)
    {
        var (amount, fields) = (objects.At("54"), BrCodeFields.Of(objects));
        return Broken(
            ("amount-over-13", amount is { Length: > BrCode.LongestAmount }),
            ("amount-malformed", amount is not null && !Amount.IsMatch(amount)),
            ("static-zero-amount", fields.Location is null && fields.Amount is { IsZero: true }),
            ("txid-missing", fields.Txid is null or ""),
            ("txid-over-25", fields.Txid is { Length: > PixTxid.LongestStatic }),
            ("txid-not-alphanumeric", fields.Txid is { } txid && !Txid.IsMatch(txid) && !IsShared(objects)));
    }

    // The BR Code manual's own example has a hyphen in the txid. Pix forbids it, but a code shared with another arrangement
    // is not Pix's alone.
    private static bool IsShared(IReadOnlyList<EmvObject> objects) =>
        objects.Count(o => string.CompareOrdinal(o.Id, "02") >= 0 && string.CompareOrdinal(o.Id, "51") <= 0) > 1;

    private static bool HasDuplicate(IReadOnlyList<EmvObject> objects) => objects.DistinctBy(o => o.Id).Count() < objects.Count;

    private static IEnumerable<string> Broken(params (string Name, bool Broken)[] rules) =>
        rules.Where(rule => rule.Broken).Select(rule => rule.Name);

    [GeneratedRegex(@"^[0-9]{4}\z")]
    private static partial Regex FourDigits { get; }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]{0,2})?\z")]
    private static partial Regex Amount { get; }

    [GeneratedRegex(@"^(\*\*\*|[a-zA-Z0-9]*)\z")]
    private static partial Regex Txid { get; }
}
