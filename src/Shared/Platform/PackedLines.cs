using System.IO.Compression;

namespace Shared.Platform;

/// <summary>Lines of a file kept in a row: packed, because they are only ever read as a whole; sealed, because they may hold anything.</summary>
public static class PackedLines
{
    public static byte[] Pack(ReadOnlySpan<byte> lines, Vault vault, string context)
    {
        using var packed = new MemoryStream();

        using (var zip = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(lines);
        }

        return vault.Seal(packed.GetBuffer().AsSpan(0, (int)packed.Length), context);
    }

    public static async Task UnpackAsync(byte[] lines, Vault vault, string context, Stream output, CancellationToken cancellation)
    {
        await using var zip = new DeflateStream(new MemoryStream(vault.Open(lines, context)), CompressionMode.Decompress);
        await zip.CopyToAsync(output, cancellation);
    }
}
