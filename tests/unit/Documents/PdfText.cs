using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Tests.Documents;

/// <summary>Reads back what a viewer would: unpacks the streams and turns each font's glyphs into characters by its own map.</summary>
internal static partial class PdfText
{
    public static string TextOf(byte[] pdf)
    {
        var streams = Streams(pdf).ToList();
        var maps = streams.Where(s => s.Contains("beginbfchar")).Select(MapOf).ToList();
        var text = new StringBuilder();

        foreach (var drawn in streams.SelectMany(s => Drawing().Matches(s).AsEnumerable()))
        {
            var map = maps[drawn.Groups["face"].Value == "R" ? 0 : 1];
            text.AppendLine(string.Concat(drawn.Groups["glyphs"].Value.Chunk(4).Select(glyph => map[new string(glyph)])));
        }

        return text.ToString();
    }

    private static Dictionary<string, char> MapOf(string stream) =>
        Regex.Matches(stream, "<(?<glyph>[0-9A-F]{4})> <(?<unicode>[0-9A-F]{4})>\n").Where(m => m.Groups["unicode"].Value != "FFFF")
            .ToDictionary(m => m.Groups["glyph"].Value, m => (char)Convert.ToInt32(m.Groups["unicode"].Value, 16));

    public static IEnumerable<string> Streams(byte[] pdf)
    {
        foreach (Match stream in Regex.Matches(Encoding.Latin1.GetString(pdf), @"/Length (?<length>\d+) >>\nstream\n"))
        {
            var packed = pdf.AsMemory(stream.Index + stream.Length, int.Parse(stream.Groups["length"].Value, System.Globalization.CultureInfo.InvariantCulture));
            using var zip = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var plain = new MemoryStream();
            zip.CopyTo(plain);
            yield return Encoding.Latin1.GetString(plain.ToArray());
        }
    }

    [GeneratedRegex(@"/(?<face>[RB]) [\d.]+ Tf .*? <(?<glyphs>[0-9A-F]+)> Tj")]
    private static partial Regex Drawing();
}
