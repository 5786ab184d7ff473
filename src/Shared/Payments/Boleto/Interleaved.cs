using System.Text;

namespace Shared.Payments.Boleto;

/// <summary>Interleaved 2 of 5 (ISO/IEC 16390): of two digits the first is in the bars, the second in the spaces between them.</summary>
internal static class Interleaved
{
    private const string Start = "0000";
    private const string Stop = "100";

    private static readonly string[] Digits =
        ["00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010"];

    /// <summary>Bars and spaces in turn, a bar first: 1 is wide, 0 is narrow.</summary>
    /// <param name="digits">An even number of them.</param>
    public static string Of(string digits)
    {
        Invariant.Holds(digits.Length % 2 == 0 && digits.All(char.IsAsciiDigit), "Digits are interleaved two by two.");
        var elements = new StringBuilder(Start);

        for (var i = 0; i < digits.Length; i += 2)
        {
            foreach (var (bar, space) in Digits[digits[i] - '0'].Zip(Digits[digits[i + 1] - '0']))
            {
                elements.Append(bar).Append(space);
            }
        }

        return elements.Append(Stop).ToString();
    }
}
