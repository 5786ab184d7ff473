namespace Shared.Imports.Reading;

/// <summary>
/// RFC 4180, read so that a wrong quote costs its own line only: when a quoted field does not end as it should,
/// the first line is refused and reading goes on with the second.
/// </summary>
internal sealed class CsvRecords(Stream source, char? delimiter = null, long offset = 0, int line = 1) : LineReader(source, offset, line)
{
    private const int MostFields = 128;
    private const byte Quote = (byte)'"';
    private static readonly Refusal WrongQuotes = new("line-wrong-quotes", "As aspas da linha não fecham como deveriam.");
    private static readonly Refusal TooManyFields = new("line-too-many-fields", "A linha tem campos demais.");
    private readonly List<string> _fields = [];
    private readonly int[] _places = new int[Columns.All.Count];
    private int _width;
    private byte _delimiter = (byte)(delimiter ?? '\0');

    /// <summary>As given, or else as the first line shows: whichever of ';' and ',' there is more of.</summary>
    public char Delimiter => (char)_delimiter;

    public IReadOnlyList<string> Fields => _fields;

    public override string this[Column column] => _places[(int)column] is > 0 and var place ? _fields[place - 1] : "";

    /// <summary>From here on records have these columns.</summary>
    public void Follow(CsvHeader header)
    {
        _width = header.Columns.Count;

        for (var i = 0; i < _width; i++)
        {
            _places[(int)header.Columns[i]] = i + 1;
        }
    }

    protected override int ReadRecord(ReadOnlySpan<byte> firstLine, ReadOnlySpan<byte> window)
    {
        _fields.Clear();
        _delimiter = _delimiter != 0 ? _delimiter : firstLine.Count((byte)';') >= firstLine.Count((byte)',') ? (byte)';' : (byte)',';

        if (!firstLine.Contains(Quote))
        {
            Fault = TextFault(firstLine) ?? Split(Trimmed(firstLine)) ?? WidthFault();
            return firstLine.Length;
        }

        var taken = SplitQuoted(window);
        var cutOff = taken == LongestRecord && window[^1] != (byte)'\n';
        Fault = taken < 0 || cutOff ? WrongQuotes : TextFault(window[..taken]) ?? WidthFault();
        return Fault is null ? taken : firstLine.Length;
    }

    private Refusal? WidthFault() =>
        _width == 0 || _fields.Count == _width
            ? null
            : new Refusal("line-wrong-width", $"A linha tem {_fields.Count} campos e o cabeçalho tem {_width}.");

    private Refusal? Split(ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var end = line.IndexOf(_delimiter);
            _fields.Add(Text(end < 0 ? line : line[..end]));

            if (end < 0)
            {
                return null;
            }

            if (_fields.Count == MostFields)
            {
                return TooManyFields;
            }

            line = line[(end + 1)..];
        }
    }

    // Answers the length of the record with its line end, or -1 when its quotes are wrong.
    private int SplitQuoted(ReadOnlySpan<byte> window)
    {
        var at = 0;

        while (_fields.Count < MostFields)
        {
            var end = at < window.Length && window[at] == Quote ? QuotedField(window, at) : BareField(window, at);

            if (end < 0 || end == window.Length)
            {
                return end;
            }

            if (window[end] == _delimiter)
            {
                at = end + 1;
                continue;
            }

            var lineEnd = window[end..].StartsWith("\r\n"u8) ? 2 : window[end] == (byte)'\n' ? 1 : 0;
            return lineEnd == 0 ? -1 : end + lineEnd;
        }

        return -1;
    }

    private int BareField(ReadOnlySpan<byte> window, int at)
    {
        var length = window[at..].IndexOfAny(_delimiter, (byte)'\n');
        var end = length < 0 ? window.Length : at + length;
        var field = window[at..end];
        var carriage = end < window.Length && window[end] == (byte)'\n' && field.EndsWith("\r"u8) ? 1 : 0;
        _fields.Add(Text(field[..^carriage]));
        return end - carriage;
    }

    private int QuotedField(ReadOnlySpan<byte> window, int at)
    {
        for (var from = at + 1; ;)
        {
            var next = window[from..].IndexOf(Quote);

            if (next < 0)
            {
                return -1;
            }

            var end = from + next;

            if (end + 1 < window.Length && window[end + 1] == Quote)
            {
                from = end + 2;
                continue;
            }

            _fields.Add(Text(window[(at + 1)..end]).Replace("\"\"", "\"", StringComparison.Ordinal));
            return end + 1;
        }
    }
}
