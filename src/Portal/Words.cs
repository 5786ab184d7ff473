using System.Globalization;

namespace Portal;

/// <summary>How amounts, days and instants are written on a screen.</summary>
public static class Words
{
    private static readonly CultureInfo Brazil = CultureInfo.GetCultureInfo("pt-BR");
    private static readonly TimeZoneInfo SaoPaulo = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");

    // A plain space would let the amount break across lines.
    public static string Reais(this Money amount) =>
        (amount.Cents < 0 ? "-" : "") + "R$\u00a0" + Math.Abs(amount.Cents / 100m).ToString("N2", Brazil);

    /// <summary>0.0199 → 1,99%.</summary>
    public static string Percent(this decimal fraction) => (fraction * 100).ToString("0.##", Brazil) + "%";

    /// <summary>5 de dezembro de 2026.</summary>
    public static string Written(this DateOnly day) => day.ToString("d 'de' MMMM 'de' yyyy", Brazil);

    /// <summary>5 de dezembro, sábado; with the year only when it is another one.</summary>
    public static string Near(this DateOnly day, DateOnly today) =>
        day.Year == today.Year ? day.ToString("d 'de' MMMM, dddd", Brazil) : day.Written();

    /// <summary>5 de dezembro de 2026, às 14h02.</summary>
    public static string Written(this DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, SaoPaulo).ToString("d 'de' MMMM 'de' yyyy', às 'H'h'mm", Brazil);

    /// <summary>novembro de 2027.</summary>
    public static string Month(this DateOnly day) => day.ToString("MMMM 'de' yyyy", Brazil);
}
