using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Shared.Documents.Pdf;

/// <summary>A TrueType font read from our own resources: widths and glyphs for drawing, and a subset for embedding.</summary>
internal sealed class TrueType
{
    // What a PDF viewer needs of a font whose text is written in glyph numbers.
    private static readonly string[] Embedded = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];
    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly Dictionary<char, int> _glyphs = [];

    public TrueType(string name, byte[] data)
    {
        (Name, _data) = (name, data);

        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + (16 * i);
            _tables[Encoding.ASCII.GetString(data, entry, 4)] = (U32(entry + 8), U32(entry + 12));
        }

        ReadCharacters();
    }

    public string Name { get; }

    public int Ascent => Scaled(I16(At("hhea") + 4));

    public int Descent => Scaled(I16(At("hhea") + 6));

    public int CapHeight => Scaled(I16(At("OS/2") + 88));

    /// <summary>Left, bottom, right, top of all glyphs together.</summary>
    public int[] Box => [.. Enumerable.Range(0, 4).Select(i => Scaled(I16(At("head") + 36 + (2 * i))))];

    /// <summary>Zero, the empty box, for what the font cannot draw.</summary>
    public int GlyphOf(char character) => _glyphs.GetValueOrDefault(character);

    /// <summary>In thousandths of the font size.</summary>
    public int WidthOf(int glyph)
    {
        var measured = U16(At("hhea") + 34);
        return Scaled(U16(At("hmtx") + (4 * Math.Min(glyph, measured - 1))));
    }

    /// <summary>The same font with the outlines of other glyphs left out. Glyph numbers stay as they are.</summary>
    public byte[] Subset(IEnumerable<int> glyphs)
    {
        var kept = WithComponents([0, .. glyphs]);
        var count = U16(At("maxp") + 4);
        var outlines = new MemoryStream();
        var offsets = new byte[4 * (count + 1)];

        for (var glyph = 0; glyph < count; glyph++)
        {
            if (kept.Contains(glyph))
            {
                outlines.Write(Outline(glyph));
                outlines.SetLength((outlines.Length + 3) & ~3);
                outlines.Position = outlines.Length;
            }

            BinaryPrimitives.WriteInt32BigEndian(offsets.AsSpan(4 * (glyph + 1)), (int)outlines.Length);
        }

        var head = Table("head").ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return Assemble(table => table switch
        {
            "glyf" => outlines.ToArray(),
            "loca" => offsets,
            "head" => head,
            _ => Table(table).ToArray(),
        });
    }

    private byte[] Assemble(Func<string, byte[]> contentOf)
    {
        var tables = Embedded.Where(_tables.ContainsKey).Select(name => (Name: name, Content: contentOf(name))).ToList();
        var file = new MemoryStream();
        var offset = 12 + (16 * tables.Count);
        Write(0x00010000);

        // For readers that search by halves: the largest power of two not above the count, its logarithm, the rest.
        var power = BitOperations.Log2((uint)tables.Count);
        Write((tables.Count << 16) | (16 << power));
        Write((power << 16) | ((16 * tables.Count) - (16 << power)));

        foreach (var (name, content) in tables)
        {
            file.Write(Encoding.ASCII.GetBytes(name));
            Write(0);
            Write(offset);
            Write(content.Length);
            offset += (content.Length + 3) & ~3;
        }

        foreach (var (_, content) in tables)
        {
            file.Write(content);
            file.Write(new byte[-content.Length & 3]);
        }

        return file.ToArray();

        void Write(int value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);
            file.Write(bytes);
        }
    }

    // An accented letter is often drawn from two others: a letter and an accent.
    private HashSet<int> WithComponents(IEnumerable<int> glyphs)
    {
        var kept = new HashSet<int>();
        var open = new Stack<int>(glyphs);

        while (open.TryPop(out var glyph))
        {
            if (kept.Add(glyph))
            {
                foreach (var component in ComponentsOf(Outline(glyph)))
                {
                    open.Push(component);
                }
            }
        }

        return kept;
    }

    private static List<int> ComponentsOf(ReadOnlySpan<byte> outline)
    {
        const int WordArguments = 0x0001, Scale = 0x0008, More = 0x0020, TwoScales = 0x0040, Matrix = 0x0080;
        var components = new List<int>();

        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return components;
        }

        for (var (at, flags) = (10, More); (flags & More) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            components.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2)
                + ((flags & Scale) != 0 ? 2 : 0) + ((flags & TwoScales) != 0 ? 4 : 0) + ((flags & Matrix) != 0 ? 8 : 0);
        }

        return components;
    }

    private ReadOnlySpan<byte> Outline(int glyph)
    {
        var wide = I16(At("head") + 50) != 0;
        var (start, end) = wide
            ? (U32(At("loca") + (4 * glyph)), U32(At("loca") + (4 * glyph) + 4))
            : (2 * U16(At("loca") + (2 * glyph)), 2 * U16(At("loca") + (2 * glyph) + 2));
        return _data.AsSpan(At("glyf") + start, end - start);
    }

    // The character map of format 4: runs of characters, each with a delta or a row of glyph numbers.
    private void ReadCharacters()
    {
        var map = At("cmap");
        var table = Enumerable.Range(0, U16(map + 2)).Select(i => map + U32(map + 4 + (8 * i) + 4)).First(at => U16(at) == 4);
        var segments = U16(table + 6) / 2;

        for (var segment = 0; segment < segments; segment++)
        {
            var endAt = table + 14 + (2 * segment);
            var startAt = endAt + (2 * segments) + 2;
            var deltaAt = startAt + (2 * segments);
            var rangeAt = deltaAt + (2 * segments);
            var (start, end, delta, range) = (U16(startAt), U16(endAt), U16(deltaAt), U16(rangeAt));

            for (var c = start; c <= end && c != 0xFFFF; c++)
            {
                var glyph = range == 0 ? c + delta : U16(rangeAt + range + (2 * (c - start))) is > 0 and var found ? found + delta : 0;
                _glyphs[(char)c] = glyph & 0xFFFF;
            }
        }
    }

    private ReadOnlySpan<byte> Table(string name) => _data.AsSpan(_tables[name].Offset, _tables[name].Length);

    private int At(string table) => _tables[table].Offset;

    private int Scaled(int units) => (int)Math.Round(units * 1000.0 / U16(At("head") + 18));

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));

    private int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at));

    private int U32(int at) => (int)BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at));
}
