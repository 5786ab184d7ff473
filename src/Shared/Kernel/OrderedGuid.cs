using System.Buffers.Binary;

namespace Shared.Kernel;

/// <summary>
/// UUIDs of version 7 that grow within a process, in the same millisecond too: what one act makes one after the other stays in that order. A counter
/// takes the twelve bits after the time, begun at random each millisecond (RFC 9562, 6.2, method 1); 62 random bits follow.
/// </summary>
internal static class OrderedGuid
{
    private const int Size = 16;
    private const int CounterBits = 12;
    private const ushort Version = 0x7000;

    // The upper half is left to count in.
    private const ushort Seed = 0x07FF;
    private static long _last;

    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var head = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var next = After((long)(head >> 16 << CounterBits | (head & Seed)));
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)next >> CounterBits << 16 | Version | ((ulong)next & 0xFFF));
        return new Guid(bytes, bigEndian: true);
    }

    // More than the counter holds goes on in the next millisecond.
    private static long After(long now)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(now, last + 1);

            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }
}
