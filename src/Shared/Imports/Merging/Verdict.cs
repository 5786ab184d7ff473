using System.Globalization;
using System.Text;

namespace Shared.Imports.Merging;

internal enum RowOutcome { Created, Updated, Unchanged, Closed, Rejected }

/// <summary>What became of one row, and the line of the result file that says so.</summary>
internal readonly record struct Verdict(RowOutcome Outcome, Refusal? Why)
{
    private static readonly string[] Words = [.. Enum.GetNames<RowOutcome>().Select(name => name.ToLowerInvariant())];

    public void Write(StringBuilder lines, int line, string externalId) => lines
        .Append(CultureInfo.InvariantCulture, $"{line},")
        .Append(CsvText.Cell(externalId)).Append(',')
        .Append(Words[(int)Outcome]).Append(',')
        .Append(Why?.Code).Append(',')
        .Append(Why is null ? "" : CsvText.Cell(Why.Message)).Append("\r\n");
}
