using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Shared.Debts;

/// <summary>Published monthly figures, ready for arithmetic: of each month the one published last. Immutable.</summary>
public sealed class IndexTable
{
    public static readonly IndexTable Empty = new([]);

    private readonly FrozenDictionary<(string Index, DateOnly Month), IndexFigure> _figures;
    private readonly ConcurrentDictionary<(string Index, DateOnly From, DateOnly To), IndexRun> _growths = new();

    private IndexTable(IEnumerable<IndexFigure> figures) =>
        _figures = figures.GroupBy(f => (f.Index, f.Month)).ToFrozenDictionary(g => g.Key, g => g.MaxBy(f => f.PublishedAt)!);

    public static IndexTable Of(IEnumerable<IndexFigure> figures) => new(figures);

    /// <summary>
    /// How an index grew over whole months, from the month of <paramref name="since"/> to the one before that of
    /// <paramref name="day"/>. Deflation counts; a month that is not published counts as nothing, and is named.
    /// </summary>
    public IndexRun Growth(string index, DateOnly since, DateOnly day) =>
        _growths.GetOrAdd((index, MonthOf(since), MonthOf(day)), span =>
        {
            var months = new List<IndexMonth>();

            for (var month = span.From; month < span.To; month = month.AddMonths(1))
            {
                months.Add(new(month, _figures.GetValueOrDefault((span.Index, month))));
            }

            return new(span.Index, months.Aggregate(1m, (factor, m) => factor * (1 + m.Rate)), months);
        });

    /// <summary>
    /// The taxa legal over the days after <paramref name="since"/>, <paramref name="day"/> included: it adds up and never
    /// compounds, an incomplete month by its calendar days (Res. CMN 5.171/2024). The factor is the sum of the rates.
    /// </summary>
    public IndexRun LegalInterest(DateOnly since, DateOnly day)
    {
        var months = new List<IndexMonth>();

        for (var month = MonthOf(since.AddDays(1)); month <= day && since < day; month = month.AddMonths(1))
        {
            var last = month.AddMonths(1).AddDays(-1);
            var (from, to) = (since < month ? month.AddDays(-1) : since, day < last ? day : last);
            months.Add(new(month, _figures.GetValueOrDefault((IndexNames.TaxaLegal, month))) { Days = to.DayNumber - from.DayNumber });
        }

        return new(IndexNames.TaxaLegal, months.Sum(m => m.Rate * m.Days / DateTime.DaysInMonth(m.Month.Year, m.Month.Month)), months);
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>An index over a span: the factor, and the months it was made of.</summary>
public sealed record IndexRun(string Index, decimal Factor, IReadOnlyList<IndexMonth> Months)
{
    /// <summary>False while some of the months are not published.</summary>
    public bool IsComplete => Months.All(month => month.Figure is not null);
}

/// <summary>A month of a span. <paramref name="Figure"/> is null while nobody has published it.</summary>
public sealed record IndexMonth(DateOnly Month, IndexFigure? Figure)
{
    /// <summary>How many of its days count, where days do.</summary>
    public int Days { get; init; }

    public decimal Rate => Figure?.Rate ?? 0;
}
