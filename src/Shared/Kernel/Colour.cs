using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Shared.Kernel;

/// <summary>A colour of a screen, written "#0B5F58".</summary>
public readonly partial record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour White = new(255, 255, 255);

    /// <summary>The dark text of our pages.</summary>
    public static readonly Colour Ink = new(0x1C, 0x2B, 0x2A);

    // WCAG 2.2, "relative luminance".
    private double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    public static bool TryParse([NotNullWhen(true)] string? text, out Colour colour)
    {
        var written = text is not null && Form.IsMatch(text);
        colour = written ? new(Hex(text!, 1), Hex(text!, 3), Hex(text!, 5)) : default;
        return written;
    }

    /// <summary>WCAG 2.2, "contrast ratio": from 1 to 21.</summary>
    public double ContrastWith(Colour other)
    {
        var (lighter, darker) = (Math.Max(Luminance, other.Luminance), Math.Min(Luminance, other.Luminance));
        return (lighter + 0.05) / (darker + 0.05);
    }

    public override string ToString() => $"#{Red:X2}{Green:X2}{Blue:X2}";

    private static double Linear(byte part) => part / 255d is var value and <= 0.04045 ? value / 12.92 : Math.Pow((part / 255d + 0.055) / 1.055, 2.4);

    private static byte Hex(string text, int at) => byte.Parse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^#[0-9A-Fa-f]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
