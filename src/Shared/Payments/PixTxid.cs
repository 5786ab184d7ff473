using System.Globalization;
using System.Text.RegularExpressions;

namespace Shared.Payments;

/// <summary>How a Pix charge is named: 26 to 35 letters and digits where the bank keeps it, up to 25 in a static code.</summary>
public static partial class PixTxid
{
    internal const int LongestStatic = 25;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>For API Pix (cob, cobv): the uuid as it is, 32 characters.</summary>
    public static string Of<T>(Id<T> id) => id.Value.ToString("N");

    /// <summary>Whether it is one that <see cref="Of"/> has made, and of what.</summary>
    public static bool TryRead<T>(string? txid, out Id<T> id)
    {
        var isOurs = Guid.TryParseExact(txid, "N", out var uuid) && uuid.Version == 7;
        id = new Id<T>(uuid);
        return isOurs;
    }

    /// <summary>For a static code: the same uuid in base 36, which takes 25 characters exactly.</summary>
    public static string StaticOf<T>(Id<T> id)
    {
        var number = UInt128.Parse(id.Value.ToString("N"), NumberStyles.HexNumber, null);
        var text = new char[LongestStatic];

        for (var at = LongestStatic - 1; at >= 0; at--)
        {
            (number, var digit) = UInt128.DivRem(number, 36);
            text[at] = Digits[(int)digit];
        }

        return new string(text);
    }

    public static bool FitsStatic(string txid) => Static.IsMatch(txid);

    public static bool FitsDynamic(string txid) => Dynamic.IsMatch(txid);

    [GeneratedRegex(@"^[a-zA-Z0-9]{1,25}\z")]
    private static partial Regex Static { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9]{26,35}\z")]
    private static partial Regex Dynamic { get; }
}
