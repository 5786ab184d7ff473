using System.Buffers.Binary;

namespace Shared.Creditors;

/// <summary>What a PNG says of itself, read by its content alone (W3C PNG, 5.2 to 5.6): every chunk whole and with its right checksum.</summary>
internal readonly record struct PngFile(int Width, int Height)
{
    private const int ChunkFrame = 12;
    private const int HeaderLength = 13;
    private const uint Polynomial = 0xEDB88320;
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Null for anything else, for what is cut or damaged, and for what moves (APNG).</summary>
    public static PngFile? Read(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(Signature))
        {
            return null;
        }

        var rest = content[Signature.Length..];
        var hasPixels = false;
        PngFile? header = null;

        while (rest.Length >= ChunkFrame && BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length <= rest.Length - ChunkFrame)
        {
            var size = (int)length;
            var type = rest.Slice(4, 4);
            var isHeader = type.SequenceEqual("IHDR"u8);

            if (BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + size)..]) != ChecksumOf(rest.Slice(4, 4 + size))
                || isHeader != (header is null) || type.SequenceEqual("acTL"u8))
            {
                return null;
            }

            header ??= HeaderOf(rest.Slice(8, size));
            hasPixels |= type.SequenceEqual("IDAT"u8);
            rest = rest[(ChunkFrame + size)..];

            if (type.SequenceEqual("IEND"u8))
            {
                return rest.IsEmpty && hasPixels ? header : null;
            }
        }

        return null;
    }

    private static PngFile? HeaderOf(ReadOnlySpan<byte> data) =>
        data.Length == HeaderLength
        && BinaryPrimitives.ReadInt32BigEndian(data) is > 0 and var width
        && BinaryPrimitives.ReadInt32BigEndian(data[4..]) is > 0 and var height
            ? new(width, height)
            : null;

    // CRC-32, as the specification's annex D does it, bit by bit: a logo is small and rarely sent.
    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;

        foreach (var value in bytes)
        {
            checksum ^= value;

            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum & 1) == 0 ? checksum >> 1 : (checksum >> 1) ^ Polynomial;
            }
        }

        return ~checksum;
    }
}
