using System.Globalization;
using System.Text;

namespace Shared.Documents.Pdf;

internal enum Ink { Text, Quiet, Green, Good }

/// <summary>One page: what is drawn on it, in the operators of a content stream. Measured from the top left, in points.</summary>
internal sealed class Leaf(int number)
{
    public const double Width = 595.28;
    public const double Height = 841.89;
    private readonly StringBuilder _content = new();
    private int _marks;

    public void Text(Tag? tag, string face, string glyphs, double size, Ink ink, double x, double y)
    {
        Open(tag);
        _content.Append(CultureInfo.InvariantCulture,
            $"BT /{face} {PdfFile.Number(size)} Tf {Colour(ink)} rg {PdfFile.Number(x)} {PdfFile.Number(Height - y)} Td <{glyphs}> Tj ET\nEMC\n");
    }

    public void Rule(double x, double y, double width)
    {
        Open(null);
        _content.Append(CultureInfo.InvariantCulture,
            $"0.871 0.831 0.776 RG 0.6 w {PdfFile.Number(x)} {PdfFile.Number(Height - y)} m {PdfFile.Number(x + width)} {PdfFile.Number(Height - y)} l S\nEMC\n");
    }

    /// <summary>Black boxes that are one picture.</summary>
    public void Boxes(Tag? tag, IEnumerable<Box> boxes)
    {
        Open(tag);
        _content.Append("0 g ");

        foreach (var box in boxes)
        {
            _content.Append(CultureInfo.InvariantCulture,
                $"{PdfFile.Number(box.X)} {PdfFile.Number(Height - box.Y - box.Height)} {PdfFile.Number(box.Width)} {PdfFile.Number(box.Height)} re ");
        }

        _content.Append("f\nEMC\n");
    }

    public int WriteTo(PdfFile file, int pages, string fonts)
    {
        var stream = file.AddStream("", Encoding.ASCII.GetBytes(_content.ToString()));
        return file.Add($"""
            << /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {PdfFile.Number(Width)} {PdfFile.Number(Height)}] /Contents {stream} 0 R
            /Resources << /Font << {fonts} >> >> /StructParents {number} /Tabs /S >>
            """);
    }

    // What belongs to no tag is an artifact: rules, page numbers, heads repeated on the next page.
    private void Open(Tag? tag)
    {
        if (tag is null)
        {
            _content.Append("/Artifact BMC\n");
            return;
        }

        tag.Mark(number, _marks);
        _content.Append(CultureInfo.InvariantCulture, $"/Span << /MCID {_marks++} >> BDC\n");
    }

    private static string Colour(Ink ink) => ink switch
    {
        Ink.Quiet => "0.294 0.349 0.341",
        Ink.Green => "0.043 0.373 0.345",
        Ink.Good => "0.114 0.416 0.231",
        _ => "0.11 0.169 0.165",
    };
}
