using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Shared.Kernel;

/// <summary>A rate. Inside it is the exact fraction (0.02); on the wire the percentage as text ("2.00").</summary>
[JsonConverter(typeof(PercentJsonConverter))]
public readonly partial record struct Percent : IComparable<Percent>, IParsable<Percent>
{
    public static readonly Percent Zero;

    private static readonly NumberFormatInfo Brazil = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    public decimal Fraction { get; private init; }

    public static Percent OfFraction(decimal fraction) => new() { Fraction = fraction };

    /// <summary>Reads the wire form: "2.00", "0.0333", "2", at most eight decimals.</summary>
    public static Percent Parse(string text) =>
        TryParse(text, out var percent) ? percent : throw new FormatException("Not a percentage.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Percent percent)
    {
        var written = text is not null && WireForm.IsMatch(text);
        percent = written ? OfFraction(decimal.Parse(text!, CultureInfo.InvariantCulture) / 100) : Zero;
        return written;
    }

    static Percent IParsable<Percent>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Percent>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Percent result) =>
        TryParse(s, out result);

    public static bool operator <(Percent a, Percent b) => a.Fraction < b.Fraction;
    public static bool operator >(Percent a, Percent b) => a.Fraction > b.Fraction;
    public static bool operator <=(Percent a, Percent b) => a.Fraction <= b.Fraction;
    public static bool operator >=(Percent a, Percent b) => a.Fraction >= b.Fraction;

    public int CompareTo(Percent other) => Fraction.CompareTo(other.Fraction);

    public string ToWire() => (Fraction * 100).ToString("0.00######", CultureInfo.InvariantCulture);

    /// <summary>For a person: "2%", "1,99%".</summary>
    public override string ToString() => (Fraction * 100).ToString("0.########", Brazil) + "%";

    [GeneratedRegex(@"^-?[0-9]{1,6}(\.[0-9]{1,8})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WireForm { get; }
}
