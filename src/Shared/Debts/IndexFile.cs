using System.Globalization;

namespace Shared.Debts;

/// <summary>
/// Index figures as an operator writes them down, one a line: <c>index;month;percent;publishedOn;source</c>, as in
/// <c>IPCA;2026-01;0.33;2026-02-10;IBGE, SIDRA 1737</c>. A decimal comma will do.
/// </summary>
public static class IndexFile
{
    public const string Header = "index;month;percent;publishedOn;source";

    private const int MostLines = 20_000;
    private const int LongestSource = 120;

    public static readonly Refusal NoHeader = new("index-file-header-invalid", $"A primeira linha do arquivo deve ser \"{Header}\".");
    public static readonly Refusal TooLong = new("index-file-too-large", "O arquivo passa de 20.000 linhas.");
    public static readonly Refusal BadLine = new("index-file-line-invalid", "A linha não segue o cabeçalho.");

    public static Outcome<IReadOnlyList<IndexFigure>> Read(TextReader file)
    {
        if (file.ReadLine()?.Trim() is not Header)
        {
            return NoHeader;
        }

        var figures = new List<IndexFigure>();

        for (var number = 2; file.ReadLine() is { } line; number++)
        {
            if (number > MostLines)
            {
                return TooLong;
            }

            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (FigureOf(line) is not { } figure)
            {
                return BadLine with { Message = $"Linha {number}: {BadLine.Message}" };
            }

            figures.Add(figure);
        }

        return figures;
    }

    private static IndexFigure? FigureOf(string line) =>
        line.Split(';', StringSplitOptions.TrimEntries) is [var index, var month, var percent, var publishedOn, { Length: > 0 and <= LongestSource } source]
        && DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && Percent.TryParse(percent.Replace(',', '.'), out var rate)
        && DateOnly.TryParseExact(publishedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new IndexFigure(index.ToUpperInvariant(), first, rate.Fraction, BrazilTime.At(day, TimeOnly.MinValue), source)
            : null;
}
