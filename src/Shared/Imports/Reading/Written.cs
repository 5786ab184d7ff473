using System.Globalization;
using Shared.Debts;

namespace Shared.Imports.Reading;

/// <summary>Amounts, rates and dates as Brazilian spreadsheets write them. What could be read two ways is not read.</summary>
internal static class Written
{
    private const int LongestWhole = 20;
    private static readonly decimal MostReais = Debt.MostPrincipal.Cents / 100m;

    /// <summary>"1234.56", "1234,56", "1.234,56", "R$ 1.234,56". Never "1.234": one reading of it is a thousand times the other.</summary>
    public static bool TryMoney(ReadOnlySpan<char> text, out Money money)
    {
        text = text.Trim();
        text = text.StartsWith("R$", StringComparison.Ordinal) ? text[2..].TrimStart() : text;
        money = Money.Zero;

        if (!TryDecimal(text, decimals: 2, out var reais) || Math.Abs(reais) > MostReais)
        {
            return false;
        }

        money = Money.OfCents((long)(reais * 100));
        return true;
    }

    /// <summary>A percentage as an exact fraction: "2", "2.00", "2,00", "0,0333%".</summary>
    public static bool TryRate(ReadOnlySpan<char> text, out decimal fraction)
    {
        text = text.Trim().TrimEnd('%').TrimEnd();
        var written = TryDecimal(text, decimals: 8, out var percent) && percent < 1000;
        fraction = written ? percent / 100 : 0;
        return written;
    }

    public static bool TryDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        text = text.Trim();
        return DateOnly.TryParseExact(text, text.Contains('/') ? "dd/MM/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static bool TryDecimal(ReadOnlySpan<char> text, int decimals, out decimal value)
    {
        value = 0;
        var negative = text.StartsWith('-');
        text = negative ? text[1..] : text;
        var comma = text.IndexOf(',');
        var point = text.IndexOf('.');
        var mark = comma >= 0 ? comma : point;
        var whole = mark < 0 ? text : text[..mark];
        var part = mark < 0 ? default : text[(mark + 1)..];

        if ((mark >= 0 && (part.IsEmpty || part.Length > decimals || !AreDigits(part)))
            || whole.Length > LongestWhole
            || !TryWhole(whole, grouped: comma >= 0 && point >= 0, out value))
        {
            return false;
        }

        var scale = 1m;

        foreach (var digit in part)
        {
            scale /= 10;
            value += (digit - '0') * scale;
        }

        value = negative ? -value : value;
        return true;
    }

    private static bool TryWhole(ReadOnlySpan<char> text, bool grouped, out decimal value)
    {
        value = 0;

        for (var i = 0; i < text.Length; i++)
        {
            var isGroupMark = grouped && text[i] == '.' && i > 0 && (text.Length - i) % 4 == 0;

            if (isGroupMark != (grouped && (text.Length - i) % 4 == 0) || !(isGroupMark || char.IsAsciiDigit(text[i])))
            {
                return false;
            }

            value = isGroupMark ? value : (value * 10) + (text[i] - '0');
        }

        return !text.IsEmpty;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
