namespace Shared.Imports.Reading;

/// <summary>What the first line of a CSV says: the delimiter, and which column stands where.</summary>
internal sealed record CsvHeader(char Delimiter, IReadOnlyList<Column> Columns)
{
    public static readonly Refusal Empty = new("file-empty", "O arquivo está vazio: falta a linha de cabeçalho.");
    public static readonly Refusal Unreadable =
        new("header-unreadable", "O cabeçalho não pôde ser lido. Envie um CSV em UTF-8, separado por ponto e vírgula ou vírgula.");

    public static readonly Refusal Unknown = new("column-unknown", "O arquivo tem colunas desconhecidas.");
    public static readonly Refusal Repeated = new("column-repeated", "O arquivo tem colunas repetidas.");
    public static readonly Refusal Missing = new("column-missing", "Faltam colunas obrigatórias.");

    /// <summary>Reads the header at the reader's place; the records that follow are read with its delimiter.</summary>
    public static Outcome<CsvHeader> Read(CsvRecords records)
    {
        if (!records.Read())
        {
            return Empty;
        }

        if (records.Fault is not null)
        {
            return Unreadable;
        }

        return Of(records.Delimiter, [.. records.Fields.Select(field => field.Trim())]);
    }

    private static Outcome<CsvHeader> Of(char delimiter, IReadOnlyList<string> names)
    {
        var known = new List<Column>();
        var unknown = new List<string>();

        foreach (var name in names)
        {
            if (Reading.Columns.TryFind(name, out var column))
            {
                known.Add(column);
            }
            else
            {
                unknown.Add(name.Length <= 40 ? name : name[..40] + "…");
            }
        }

        var repeated = known.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key.WireName).ToList();
        var missing = Reading.Columns.Required.Except(known).Select(c => c.WireName).ToList();

        return (unknown, repeated, missing) switch
        {
            ({ Count: > 0 }, _, _) => Unknown with
            {
                Message = $"Colunas desconhecidas: {Listed(unknown)}. As conhecidas são: {string.Join(", ", Reading.Columns.All.Select(c => c.WireName))}.",
            },
            (_, { Count: > 0 }, _) => Repeated with { Message = $"Colunas repetidas: {Listed(repeated)}." },
            (_, _, { Count: > 0 }) => Missing with { Message = $"Faltam colunas obrigatórias: {Listed(missing)}." },
            _ => new CsvHeader(delimiter, known),
        };
    }

    private static string Listed(List<string> names) =>
        string.Join(", ", names.Take(10).Select(name => $"\"{name}\"")) + (names.Count > 10 ? $" e mais {names.Count - 10}" : "");
}
