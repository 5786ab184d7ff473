using System.Text;
using System.Text.Unicode;

namespace Shared.Imports.Reading;

/// <summary>
/// Cuts a stream into records without ever holding more than one window of it, and knows the byte at which the
/// next record begins, so that reading can go on from there after a crash.
/// </summary>
internal abstract class LineReader(Stream source, long offset, int line)
{
    public const int LongestRecord = 32 * 1024;
    private const byte NewLine = (byte)'\n';
    private static readonly Refusal TooLong = new("line-too-long", "A linha passa de 32.768 bytes.");
    private static readonly Refusal NotUtf8 = new("line-not-utf-8", "A linha não está em UTF-8. Salve o arquivo como CSV UTF-8.");
    private static readonly Refusal HasNul = new("line-has-nul", "A linha contém um caractere nulo.");
    private readonly byte[] _buffer = new byte[8 * LongestRecord];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The line of the file on which the record just read begins, counted from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Where the next record begins, in bytes and in lines.</summary>
    public long NextOffset { get; private set; } = offset;

    public int NextLine { get; private set; } = line;

    /// <summary>Why the record just read is no record at all.</summary>
    public Refusal? Fault { get; protected set; }

    /// <summary>The text of a column in the record just read; empty when the file does not have it.</summary>
    public abstract string this[Column column] { get; }

    /// <summary>Moves to the next record that is not blank. False at the end of the file.</summary>
    public bool Read()
    {
        while (Fill())
        {
            var window = _buffer.AsSpan(_start, Math.Min(_end - _start, LongestRecord));
            var newLine = window.IndexOf(NewLine);
            var first = newLine < 0 ? window : window[..(newLine + 1)];

            if (newLine < 0 && !IsWhole(window))
            {
                Line = NextLine;
                Fault = TooLong;
                SkipLine();
                return true;
            }

            if (!Trimmed(first).IsEmpty)
            {
                Line = NextLine;
                Consume(ReadRecord(first, window));
                return true;
            }

            Consume(first.Length);
        }

        return false;
    }

    /// <summary>Reads the record that begins with this first line; answers how many bytes of the window it took.</summary>
    protected abstract int ReadRecord(ReadOnlySpan<byte> firstLine, ReadOnlySpan<byte> window);

    protected static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> line) => line.TrimEnd("\r\n"u8);

    protected static Refusal? TextFault(ReadOnlySpan<byte> record) =>
        record.Contains((byte)0) ? HasNul : Utf8.IsValid(record) ? null : NotUtf8;

    protected static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private bool IsWhole(ReadOnlySpan<byte> window) => _ended && window.Length == _end - _start;

    private bool Fill()
    {
        if (!_ended && _end - _start < LongestRecord)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);

            while (!_ended && _end < _buffer.Length)
            {
                var read = source.Read(_buffer.AsSpan(_end));
                _end += read;
                _ended = read == 0;
            }

            SkipByteOrderMark();
        }

        return _end > _start;
    }

    private void SkipByteOrderMark()
    {
        if (NextOffset == 0 && _buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble))
        {
            _start = Encoding.UTF8.Preamble.Length;
            NextOffset = _start;
        }
    }

    private void SkipLine()
    {
        while (Fill())
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var newLine = rest.IndexOf(NewLine);
            Consume(newLine < 0 ? rest.Length : newLine + 1);

            if (newLine >= 0)
            {
                return;
            }
        }
    }

    private void Consume(int bytes)
    {
        NextLine += _buffer.AsSpan(_start, bytes).Count(NewLine);
        NextOffset += bytes;
        _start += bytes;
    }
}
