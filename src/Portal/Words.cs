using System.Globalization;

namespace Portal;

/// <summary>How days, instants and rates are written on a screen.</summary>
public static class Words
{
    private static readonly CultureInfo Brazil = CultureInfo.GetCultureInfo("pt-BR");

    /// <summary>0.0199 → 1,99%.</summary>
    public static string AsPercent(this decimal fraction) => (fraction * 100).ToString("0.##", Brazil) + "%";

    /// <summary>"5 de dezembro, sábado"; with the year, and without the weekday, when it is another year.</summary>
    public static string Near(this DateOnly day, DateOnly today) => day.Year == today.Year ? day.InWords : day.InFull;

    /// <summary>"novembro de 2027".</summary>
    public static string Month(this DateOnly day) => day.ToString("MMMM 'de' yyyy", Brazil);

    /// <summary>"5 de dezembro de 2026, às 14h02".</summary>
    public static string InFull(this DateTimeOffset instant) => $"{instant.BrazilDay.InFull}, às {instant.InBrazil.ToString("H'h'mm", Brazil)}";

    /// <summary>"5 de dezembro, sábado, às 23h59".</summary>
    public static string Until(this DateTimeOffset instant, DateOnly today) =>
        $"{instant.BrazilDay.Near(today)}, às {instant.InBrazil.ToString("H'h'mm", Brazil)}";

    /// <summary>"1 parcela", "3 parcelas".</summary>
    public static string Count(this int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
