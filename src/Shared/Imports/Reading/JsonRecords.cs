using System.Text.Json;

namespace Shared.Imports.Reading;

/// <summary>NDJSON: one object per line, members named as the columns. Numbers may be written as numbers, tags as an array.</summary>
internal sealed class JsonRecords(Stream source, long offset = 0, int line = 1) : LineReader(source, offset, line)
{
    private static readonly Refusal NoObject = new("line-not-json", "A linha não é um objeto JSON.");
    private readonly string?[] _values = new string?[Columns.All.Count];

    public override string this[Column column] => _values[(int)column] ?? "";

    protected override int ReadRecord(ReadOnlySpan<byte> firstLine, ReadOnlySpan<byte> window)
    {
        Array.Clear(_values);
        Fault = TextFault(firstLine);

        if (Fault is null)
        {
            try
            {
                var json = new Utf8JsonReader(Trimmed(firstLine));
                Fault = json.Read() && json.TokenType is JsonTokenType.StartObject ? ReadMembers(ref json) : NoObject;
                Fault ??= json.Read() ? NoObject : null;
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                // InvalidOperationException: an escape that is half a character.
                Fault = NoObject;
            }
        }

        return firstLine.Length;
    }

    private Refusal? ReadMembers(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;

            if (!Columns.TryFind(name, out var column))
            {
                return new Refusal("member-unknown", $"Campo desconhecido: \"{(name.Length <= 40 ? name : name[..40] + "…")}\".");
            }

            json.Read();

            if (!TryReadText(ref json, column, out _values[(int)column]))
            {
                return new Refusal("member-wrong-type", $"O campo \"{column.WireName}\" não é texto nem número.");
            }
        }

        return null;
    }

    private static bool TryReadText(ref Utf8JsonReader json, Column column, out string? text)
    {
        text = json.TokenType switch
        {
            JsonTokenType.String => json.GetString(),
            JsonTokenType.Number => Text(json.ValueSpan),
            JsonTokenType.StartArray when column is Column.Tags => ReadTags(ref json),
            _ => null,
        };
        return text is not null || json.TokenType is JsonTokenType.Null;
    }

    private static string? ReadTags(ref Utf8JsonReader json)
    {
        var tags = new List<string>();

        while (json.Read() && json.TokenType is JsonTokenType.String)
        {
            tags.Add(json.GetString()!);
        }

        return json.TokenType is JsonTokenType.EndArray ? string.Join('|', tags) : null;
    }
}
