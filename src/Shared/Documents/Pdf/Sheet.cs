namespace Shared.Documents.Pdf;

internal sealed record Column(string Head, double Share, bool Right = false);

/// <summary>
/// Lays out a paper in A4: title, headings, paragraphs, rows of name and value, tables. Text wraps, pages break,
/// every page ends with who the creditor is and "página x de y".
/// </summary>
internal sealed class Sheet
{
    private const double Margin = 56;
    private const double Foot = 76;
    private const double Measure = Leaf.Width - (2 * Margin);
    private const double Body = 9.5;
    private const double Leading = 1.42;
    private readonly Font _regular = Font.Regular();
    private readonly Font _bold = Font.Bold();
    private readonly List<Leaf> _leaves = [];
    private readonly Tag _root = Tag.Root();
    private double _y;

    public Sheet() => Turn();

    private Leaf Leaf => _leaves[^1];

    public void Title(string text, string under)
    {
        Write(_root.Add("H1"), text, _bold, 21, Ink.Text, Margin, Measure);
        Space(3);
        Write(_root.Add("P"), under, _regular, 10.5, Ink.Quiet, Margin, Measure);
    }

    public void Heading(string text)
    {
        Space(16);
        Keep(64);
        Write(_root.Add("H2"), text, _bold, 12, Ink.Green, Margin, Measure);
        Space(3);
        Leaf.Rule(Margin, _y, Measure);
        Space(7);
    }

    public void Paragraph(string text)
    {
        Write(_root.Add("P"), text, _regular, Body, Ink.Text, Margin, Measure);
        Space(5);
    }

    /// <summary>The one amount or sentence that matters most.</summary>
    public void Large(string text, double size = 17)
    {
        Space(6);
        Write(_root.Add("P"), text, _bold, size, Ink.Text, Margin, Measure);
        Space(4);
    }

    /// <summary>Names in one column, values in the other; rows without a value are left out.</summary>
    public void Rows(params (string Name, string? Value)[] rows)
    {
        const double NameWidth = 138;
        var table = _root.Add("Table");

        foreach (var (name, value) in rows.Where(row => !string.IsNullOrWhiteSpace(row.Value)))
        {
            var lines = Wrap(value!, _regular, Body, Measure - NameWidth);
            Keep(HeightOf(lines.Count, Body));
            var row = table.Add("TR");
            var top = _y;
            Write(row.Add("TH", "Row"), name, _regular, Body, Ink.Quiet, Margin, NameWidth - 10);
            var under = _y;
            _y = top;
            Write(row.Add("TD"), value!, _regular, Body, Ink.Text, Margin + NameWidth, Measure - NameWidth);
            _y = Math.Max(_y, under) + 1.5;
        }

        Space(4);
    }

    /// <summary>A table whose head comes back on each page. The last row stands out when <paramref name="totals"/> is given.</summary>
    public void Table(IReadOnlyList<Column> columns, IEnumerable<string[]> rows, string[]? totals = null)
    {
        var table = _root.Add("Table");
        Head(columns, table.Add("TR"));

        var lines = rows.ToList();

        foreach (var (index, cells) in lines.Index())
        {
            // A total never stands alone at the top of a page.
            var kept = totals is not null && index == lines.Count - 1 ? 2 : 1;
            TableRow(columns, cells, table.Add("TR"), _regular, kept);
        }

        if (totals is not null)
        {
            TableRow(columns, totals, table.Add("TR"), _bold, 1);
        }

        Space(6);
    }

    /// <summary>A picture of black boxes, scaled to a width and a height, and what is read aloud in its place.</summary>
    public void Picture(Figure figure, double width, double height, string inWords)
    {
        Keep(height + 6);
        var (x, y) = (width / figure.Width, height / figure.Height);
        Leaf.Boxes(_root.AddFigure(inWords), figure.Boxes.Select(box =>
            new Box(Margin + (box.X * x), _y + (box.Y * y), box.Width * x, box.Height * y)));
        Space(height + 6);
    }

    /// <summary>A rule to sign upon, and whose it is.</summary>
    public void Signature(string name, string under)
    {
        Keep(90);
        Space(44);
        Leaf.Rule(Margin, _y, 260);
        Space(4);
        Write(_root.Add("P"), name, _bold, Body, Ink.Text, Margin, Measure);
        Write(_root.Add("P"), under, _regular, Body, Ink.Quiet, Margin, Measure);
    }

    public byte[] Finish(string title, string author, string code, string footer, DateTimeOffset created)
    {
        DrawFeet(code, footer);
        var file = new PdfFile();
        var pages = file.Reserve();
        var fonts = $"/R {_regular.WriteTo(file)} 0 R /B {_bold.WriteTo(file)} 0 R";
        var leaves = _leaves.Select(leaf => leaf.WriteTo(file, pages, fonts)).ToList();
        file.Fill(pages, $"<< /Type /Pages /Count {leaves.Count} /Kids [{string.Join(' ', leaves.Select(id => $"{id} 0 R"))}] >>");
        var tags = Tag.Write(_root, file, leaves);
        var catalog = file.Add($"""
            << /Type /Catalog /Pages {pages} 0 R /Lang (pt-BR) /MarkInfo << /Marked true >> /StructTreeRoot {tags} 0 R
            /ViewerPreferences << /DisplayDocTitle true >> >>
            """);
        var information = file.Add($"""
            << /Title {PdfFile.Text(title)} /Author {PdfFile.Text(author)} /Producer (Acerto) /CreationDate {PdfFile.Date(created)} >>
            """);
        return file.Save(catalog, information);
    }

    private void Head(IReadOnlyList<Column> columns, Tag? row)
    {
        Keep(48);
        var x = Margin;

        foreach (var column in columns)
        {
            Line(row?.Add("TH", "Column"), column.Head, _regular, 8.5, Ink.Quiet, x, column);
            x += column.Share * Measure;
        }

        _y += 13;
        Leaf.Rule(Margin, _y, Measure);
        Space(4);
    }

    private void TableRow(IReadOnlyList<Column> columns, string[] cells, Tag row, Font font, int rowsKept)
    {
        var wrapped = cells.Select((cell, i) => Wrap(cell, font, Body, (columns[i].Share * Measure) - 8)).ToList();
        var height = HeightOf(wrapped.Max(lines => lines.Count), Body);

        if (_y + (height * rowsKept) > Leaf.Height - Foot)
        {
            Turn();
            Head(columns, null);
        }

        var (top, x) = (_y, Margin);

        foreach (var (column, lines) in columns.Zip(wrapped))
        {
            var cell = row.Add("TD");
            _y = top;

            foreach (var line in lines)
            {
                Line(cell, line, font, Body, Ink.Text, x, column);
                _y += Body * Leading;
            }

            x += column.Share * Measure;
        }

        _y = top + height + 2;
    }

    private void Line(Tag? tag, string text, Font font, double size, Ink ink, double x, Column column)
    {
        var indent = column.Right ? (column.Share * Measure) - font.Measure(text, size) : 0;
        Draw(Leaf, tag, text, font, size, ink, x + indent, _y + size);
    }

    private void Write(Tag tag, string text, Font font, double size, Ink ink, double x, double width)
    {
        foreach (var line in Wrap(text, font, size, width))
        {
            Keep(size * Leading);
            Draw(Leaf, tag, line, font, size, ink, x, _y + size);
            _y += size * Leading;
        }
    }

    private void Draw(Leaf leaf, Tag? tag, string text, Font font, double size, Ink ink, double x, double y)
    {
        if (text.Length > 0)
        {
            leaf.Text(tag, font == _bold ? "B" : "R", font.Encode(text), size, ink, x, y);
        }
    }

    private void DrawFeet(string code, string footer)
    {
        const double Size = 7.5;
        const double Gap = 16;

        foreach (var (index, leaf) in _leaves.Index())
        {
            var y = Leaf.Height - Foot + 22;
            var place = $"página {index + 1} de {_leaves.Count}";
            var room = Measure - Math.Max(_regular.Measure(code, Size), _regular.Measure(place, Size)) - Gap;
            leaf.Rule(Margin, y, Measure);

            foreach (var line in Wrap(footer, _regular, Size, room).Take(2))
            {
                y += Size * Leading;
                Draw(leaf, null, line, _regular, Size, Ink.Quiet, Margin, y);
            }

            y = Leaf.Height - Foot + 22 + (Size * Leading);
            Draw(leaf, null, code, _regular, Size, Ink.Quiet, Leaf.Width - Margin - _regular.Measure(code, Size), y);
            Draw(leaf, null, place, _regular, Size, Ink.Quiet, Leaf.Width - Margin - _regular.Measure(place, Size), y + (Size * Leading));
        }
    }

    private void Keep(double height)
    {
        if (_y + height > Leaf.Height - Foot)
        {
            Turn();
        }
    }

    private void Turn()
    {
        _leaves.Add(new Leaf(_leaves.Count));
        _y = Margin;
    }

    private void Space(double height) => _y += height;

    private static double HeightOf(int lines, double size) => lines * size * Leading;

    private static List<string> Wrap(string text, Font font, double size, double width) => Wrapping.Of(text, width, part => font.Measure(part, size));
}
