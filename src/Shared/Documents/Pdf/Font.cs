using System.Text;

namespace Shared.Documents.Pdf;

/// <summary>A font as one document uses it: remembers what was drawn, and embeds just that.</summary>
internal sealed class Font(TrueType type)
{
    private static readonly Lazy<TrueType> RegularType = new(() => Load("Figtree-Regular"));
    private static readonly Lazy<TrueType> BoldType = new(() => Load("Figtree-Bold"));
    private readonly SortedDictionary<int, char> _used = [];

    public static Font Regular() => new(RegularType.Value);

    public static Font Bold() => new(BoldType.Value);

    public double Measure(string text, double size) => text.Sum(c => type.WidthOf(type.GlyphOf(c))) * size / 1000;

    /// <summary>The text in glyph numbers, in hex, for the Tj operator.</summary>
    public string Encode(string text)
    {
        var hex = new StringBuilder();

        foreach (var character in text)
        {
            var glyph = type.GlyphOf(character);
            _used[glyph] = glyph == 0 ? '\uFFFD' : character;
            hex.Append(glyph.ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }

    public int WriteTo(PdfFile file)
    {
        // A subset's name starts with six letters, so that no viewer takes it for the whole font.
        var name = $"ACERTO+{type.Name}";
        var program = type.Subset(_used.Keys);
        var stream = file.AddStream($"/Length1 {program.Length}", program);
        var box = string.Join(' ', type.Box);
        var descriptor = file.Add($"""
            << /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [{box}] /ItalicAngle 0 /Ascent {type.Ascent}
            /Descent {type.Descent} /CapHeight {type.CapHeight} /StemV 80 /FontFile2 {stream} 0 R >>
            """);
        var widths = string.Join(' ', _used.Keys.Select(glyph => $"{glyph} [{type.WidthOf(glyph)}]"));
        var descendant = file.Add($"""
            << /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>
            /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 0 /W [{widths}] >>
            """);
        var unicode = file.AddStream("", Encoding.ASCII.GetBytes(UnicodeMap()));
        return file.Add($"""
            << /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>
            """);
    }

    // Copying and reading aloud need the characters behind the glyphs; a table may hold a hundred lines at a time.
    private string UnicodeMap()
    {
        var blocks = _used.Chunk(100).Select(block =>
            $"{block.Length} beginbfchar\n{string.Concat(block.Select(use => $"<{use.Key:X4}> <{(int)use.Value:X4}>\n"))}endbfchar\n");

        return $"""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange
            {string.Concat(blocks)}endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end
            """;
    }

    private static TrueType Load(string name)
    {
        using var resource = typeof(Font).Assembly.GetManifestResourceStream($"{name}.ttf")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return new TrueType(name, bytes);
    }
}
