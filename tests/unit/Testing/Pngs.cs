using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Tests.Testing;

/// <summary>Pictures for tests: white, of any size.</summary>
public static class Pngs
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="extra">A chunk of this type between the header and the pixels.</param>
    /// <param name="padding">So many bytes of text that say nothing.</param>
    public static byte[] Of(int width, int height, string? extra = null, int padding = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 0);

        return
        [
            .. Signature,
            .. Chunk("IHDR", header),
            .. extra is null ? [] : Chunk(extra, new byte[8]),
            .. padding == 0 ? [] : Chunk("tEXt", [.. "Comment\0"u8, .. Enumerable.Repeat((byte)'.', padding)]),
            .. Chunk("IDAT", Deflated(width, height)),
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Deflated(int width, int height)
    {
        using var packed = new MemoryStream();

        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            for (var row = 0; row < height; row++)
            {
                zlib.Write([0, .. Enumerable.Repeat((byte)255, width)]);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        var (length, checksum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Checksum(named));
        return [.. length, .. named, .. checksum];
    }

    private static uint Checksum(byte[] bytes) =>
        ~bytes.Aggregate(uint.MaxValue, (sum, value) => Enumerable.Range(0, 8).Aggregate(sum ^ value, (s, _) => (s & 1) == 0 ? s >> 1 : (s >> 1) ^ 0xEDB88320));
}
