using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Documents.Pdf;

/// <summary>The objects of a PDF file and their table (ISO 32000-1). The same objects give the same bytes.</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]?> _objects = [];

    /// <summary>A number for an object that others must point at before it is written.</summary>
    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    public int Add(string body)
    {
        var id = Reserve();
        Fill(id, body);
        return id;
    }

    public int AddStream(string entries, byte[] content)
    {
        var packed = new MemoryStream();

        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(content);
        }

        var id = Reserve();
        var opening = Latin($"<< {entries} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        _objects[id - 1] = [.. opening, .. packed.ToArray(), .. Latin("\nendstream")];
        return id;
    }

    public void Fill(int id, string body) => _objects[id - 1] = Latin(body);

    public byte[] Save(int catalog, int information)
    {
        var file = new MemoryStream();

        // The second line tells programs that move files that this one is binary.
        file.Write([.. Latin("%PDF-1.7\n%"), 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var offsets = new List<long>();

        for (var id = 1; id <= _objects.Count; id++)
        {
            Invariant.Holds(_objects[id - 1] is not null, $"PDF object {id} was reserved and never written.");
            offsets.Add(file.Length);
            file.Write([.. Latin($"{id} 0 obj\n"), .. _objects[id - 1]!, .. Latin("\nendobj\n")]);
        }

        var fingerprint = Convert.ToHexString(SHA256.HashData(file.ToArray()).AsSpan(0, 16));
        var table = file.Length;
        file.Write(Latin($"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n"));
        file.Write(Latin(string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n \n"))));
        file.Write(Latin($"""
            trailer
            << /Size {_objects.Count + 1} /Root {catalog} 0 R /Info {information} 0 R /ID [<{fingerprint}> <{fingerprint}>] >>
            startxref
            {table}
            %%EOF

            """));
        return file.ToArray();
    }

    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public static string Date(DateTimeOffset instant) => $"(D:{instant.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)";

    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
