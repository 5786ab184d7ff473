using Shared.Imports.Reading;

namespace Shared.Imports;

/// <summary>How amounts and rates of a file mark the cents.</summary>
public enum DecimalMark { Point, Comma, Mixed }

/// <summary>How a file writes its days: 2026-03-05, or 05/03/2026.</summary>
public enum DateForm { Iso, Brazilian, Mixed }

/// <summary>
/// How a file is written, as its first rows show it: told back, so that whoever sent it sees what we took it for. Each cell is still read by itself: a
/// file may be of two minds.
/// </summary>
/// <param name="Delimiter">Null for JSON.</param>
/// <param name="Decimals">Null where no row shown has an amount with cents.</param>
/// <param name="Dates">Null where no row shown has a day that can be read.</param>
public sealed record FileForms(char? Delimiter, DecimalMark? Decimals, DateForm? Dates)
{
    private const int Rows = 200;
    private static readonly Column[] Amounts = [Column.Principal, Column.Fees, Column.FinePercent, Column.MonthlyInterestPercent];
    private static readonly Column[] Days = [Column.DueDate, Column.OriginDate, Column.BirthDate];

    /// <summary>Looks at the rows from the reader's place on, a few hundred at most.</summary>
    internal static FileForms Of(LineReader records, char? delimiter)
    {
        var (marks, dates) = (new HashSet<DecimalMark>(), new HashSet<DateForm>());

        for (var row = 0; row < Rows && records.Read(); row++)
        {
            if (records.Fault is null)
            {
                marks.UnionWith(Amounts.Select(column => MarkOf(records[column])).OfType<DecimalMark>());
                dates.UnionWith(Days.Select(column => FormOf(records[column])).OfType<DateForm>());
            }
        }

        return new(
            delimiter,
            marks.Count > 1 ? DecimalMark.Mixed : marks.Cast<DecimalMark?>().SingleOrDefault(),
            dates.Count > 1 ? DateForm.Mixed : dates.Cast<DateForm?>().SingleOrDefault());
    }

    private static DecimalMark? MarkOf(string cell) =>
        !Written.TryMoney(cell, out _) && !Written.TryRate(cell, out _) ? null
        : cell.Contains(',', StringComparison.Ordinal) ? DecimalMark.Comma
        : cell.Contains('.', StringComparison.Ordinal) ? DecimalMark.Point
        : null;

    private static DateForm? FormOf(string cell) =>
        !Written.TryDay(cell, out _) ? null : cell.Contains('/', StringComparison.Ordinal) ? DateForm.Brazilian : DateForm.Iso;
}
