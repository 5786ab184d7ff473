namespace Shared.Kernel;

/// <summary>Text on its way into a CSV that somebody will open in a spreadsheet.</summary>
public static class CsvText
{
    /// <summary>Quoted where RFC 4180 asks for it, and never a formula: a spreadsheet runs a cell that begins with one of these.</summary>
    public static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\0', ..] ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",;\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
