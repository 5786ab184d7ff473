using Shared.Debts;

namespace Tests.Debts;

/// <summary>Invented figures of an index, month after month.</summary>
internal static class Figures
{
    private static readonly DateTimeOffset Long = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static IndexTable Ipca(DateOnly from, params IReadOnlyList<decimal> rates) => Of(IndexNames.Ipca, from, rates);

    public static IndexTable Of(string index, DateOnly from, params IReadOnlyList<decimal> rates) =>
        IndexTable.Of(rates.Select((rate, i) => Figure(index, new DateOnly(from.Year, from.Month, 1).AddMonths(i), rate)));

    public static IndexFigure Figure(string index, DateOnly month, decimal rate, DateTimeOffset? publishedAt = null) =>
        new(index, month, rate, publishedAt ?? Long, "inventado");
}
