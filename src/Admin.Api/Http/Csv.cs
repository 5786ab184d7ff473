using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace Admin.Api.Http;

/// <summary>An answer that is a table as well: Accept: text/csv gets it as one.</summary>
public interface ITable
{
    CsvTable ToTable();
}

/// <summary>A table on its way to a spreadsheet.</summary>
/// <param name="Name">What the file is called; the days follow.</param>
/// <param name="Columns">As the JSON names them.</param>
/// <param name="Rows">Cells in the order of the columns: text, amounts, rates, days, numbers; null for none.</param>
public sealed record CsvTable(string Name, IReadOnlyList<DateOnly> Days, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows);

/// <summary>Writes a table row by row, comma separated, in UTF-8. Text is never a formula; amounts and rates are as in the JSON.</summary>
internal sealed class CsvOutput : TextOutputFormatter
{
    public const string MediaType = "text/csv";

    public CsvOutput()
    {
        SupportedMediaTypes.Add(MediaType);
        SupportedEncodings.Add(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    protected override bool CanWriteType(Type? type) => type?.IsAssignableTo(typeof(ITable)) is true;

    public override async Task WriteResponseBodyAsync(OutputFormatterWriteContext context, Encoding selectedEncoding)
    {
        var response = context.HttpContext.Response;
        var table = ((ITable)context.Object!).ToTable();
        response.Headers.ContentDisposition = $"attachment; filename=\"{string.Join('-', [table.Name, .. table.Days.Select(WireOf)])}.csv\"";
        await using var writer = context.WriterFactory(response.Body, selectedEncoding);
        await writer.WriteAsync(LineOf(table.Columns));

        foreach (var row in table.Rows)
        {
            await writer.WriteAsync(LineOf(row));
        }
    }

    private static string LineOf(IEnumerable<object?> cells) => string.Join(',', cells.Select(CellOf)) + "\r\n";

    private static string CellOf(object? cell) => cell switch
    {
        null => "",
        Money amount => amount.ToWire(),
        Percent rate => rate.ToWire(),
        DateOnly day => WireOf(day),
        Enum value => CsvText.Cell(JsonNamingPolicy.CamelCase.ConvertName(value.ToString())),
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => CsvText.Cell(cell.ToString()!),
    };

    private static string WireOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
