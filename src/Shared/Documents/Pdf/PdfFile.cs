using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Documents.Pdf;

/// <summary>The objects of a PDF file and their table (ISO 32000-1, 7.5). The same objects give the same bytes.</summary>
internal sealed class PdfFile
{
    private readonly List<(byte[]? Body, bool IsStream)> _objects = [];

    /// <summary>A number for an object that others must point at before it is written.</summary>
    public int Reserve()
    {
        _objects.Add((null, false));
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
        _objects.Add((Stream(entries, content), true));
        return _objects.Count;
    }

    public void Fill(int id, string body) => _objects[id - 1] = (Latin(body), false);

    public byte[] Save(int catalog, int information)
    {
        Invariant.Holds(_objects.TrueForAll(o => o.Body is not null), "A PDF object was reserved and never written.");
        var file = new MemoryStream();

        // The second line tells programs that move files that this one is binary.
        file.Write([.. Latin("%PDF-1.7\n%"), 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var packed = AddPacked();
        var places = new List<(byte Kind, long Where, int Index)> { (0, 0, ushort.MaxValue) };
        var index = 0;

        for (var id = 1; id <= _objects.Count; id++)
        {
            if (_objects[id - 1] is not { IsStream: true, Body: { } body })
            {
                places.Add((2, packed, index++));
                continue;
            }

            places.Add((1, file.Length, 0));
            file.Write([.. Latin($"{id} 0 obj\n"), .. body, .. Latin("\nendobj\n")]);
        }

        WriteTable(file, places, $"/Root {catalog} 0 R /Info {information} 0 R");
        return file.ToArray();
    }

    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public static string Date(DateTimeOffset instant) => $"(D:{instant.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)";

    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    // The structure of a page of text is a thousand small objects: together they pack to a tenth.
    private int AddPacked()
    {
        var head = new StringBuilder();
        var bodies = new MemoryStream();
        var small = _objects.Index().Where(o => !o.Item.IsStream).ToList();

        foreach (var (position, (body, _)) in small)
        {
            head.Append(CultureInfo.InvariantCulture, $"{position + 1} {bodies.Length} ");
            bodies.Write([.. body!, (byte)'\n']);
        }

        return AddStream($"/Type /ObjStm /N {small.Count} /First {head.Length}", [.. Latin(head.ToString()), .. bodies.ToArray()]);
    }

    private void WriteTable(MemoryStream file, List<(byte Kind, long Where, int Index)> places, string ends)
    {
        var fingerprint = Convert.ToHexString(SHA256.HashData(file.ToArray()).AsSpan(0, 16));
        var (start, id) = (file.Length, _objects.Count + 1);
        places.Add((1, start, 0));
        var table = new byte[7 * places.Count];

        foreach (var (row, place) in places.Index())
        {
            table[7 * row] = place.Kind;
            BinaryPrimitives.WriteUInt32BigEndian(table.AsSpan((7 * row) + 1), (uint)place.Where);
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan((7 * row) + 5), (ushort)place.Index);
        }

        var body = Stream($"/Type /XRef /Size {places.Count} /W [1 4 2] {ends} /ID [<{fingerprint}> <{fingerprint}>]", table);
        file.Write([.. Latin($"{id} 0 obj\n"), .. body, .. Latin($"\nendobj\nstartxref\n{start}\n%%EOF\n")]);
    }

    private static byte[] Stream(string entries, byte[] content)
    {
        var packed = new MemoryStream();

        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(content);
        }

        return [.. Latin($"<< {entries} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n"), .. packed.ToArray(), .. Latin("\nendstream")];
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
