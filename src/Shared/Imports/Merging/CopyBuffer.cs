using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Shared.Imports.Merging;

/// <summary>A place in a <see cref="CopyBuffer"/>.</summary>
internal readonly record struct Segment(int Start, int Length);

/// <summary>
/// Fields as PostgreSQL's binary COPY wants them: a length, then the bytes. Encoded once where the row is read, so that
/// what waits for its turn is one block of memory and not a quarter of a million objects.
/// </summary>
internal sealed class CopyBuffer : IDisposable
{
    private const int Null = -1;
    private const int Prefix = sizeof(int);
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly DateOnly Epoch = new(2000, 1, 1);
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1 << 20);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Content => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> this[Segment segment] => _bytes.AsSpan(segment.Start, segment.Length);

    public Segment Since(int start) => new(start, Length - start);

    public void Begin() => Put(Header);

    public void Row(short fields) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), fields);

    public void End() => Row(Null);

    public void Bool(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    public void Uuid(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    public void Bigint(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Field(value.Length));

    /// <summary>Fields that were encoded before, as they are.</summary>
    public void Put(ReadOnlySpan<byte> encoded) => encoded.CopyTo(Take(encoded.Length));

    public void Day(DateOnly? value)
    {
        if (value is not { } day)
        {
            Nothing();
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), day.DayNumber - Epoch.DayNumber);
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Nothing();
            return;
        }

        Encoding.UTF8.GetBytes(value, Field(Encoding.UTF8.GetByteCount(value)));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = [];
    }

    private void Nothing() => BinaryPrimitives.WriteInt32BigEndian(Take(Prefix), Null);

    private Span<byte> Field(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(Prefix), length);
        return Take(length);
    }

    private Span<byte> Take(int length)
    {
        if (Length + length > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, Length + length));
            _bytes.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = larger;
        }

        Length += length;
        return _bytes.AsSpan(Length - length, length);
    }
}

/// <summary>Reads fields back in the order in which they were written.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> fields)
{
    private ReadOnlySpan<byte> _rest = fields;

    public string? Text()
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_rest);
        var text = length < 0 ? null : Encoding.UTF8.GetString(_rest.Slice(sizeof(int), length));
        _rest = _rest[(sizeof(int) + Math.Max(length, 0))..];
        return text;
    }
}
