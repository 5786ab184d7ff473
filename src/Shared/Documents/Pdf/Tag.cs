namespace Shared.Documents.Pdf;

/// <summary>A piece of the document's structure (H1, P, Table, TR, TH, TD, Figure), so that a screen reader reads it in order.</summary>
internal sealed class Tag(string kind, string scope = "", string alternative = "")
{
    private readonly List<Tag> _children = [];
    private readonly List<(int Page, int Mark)> _marks = [];

    public static Tag Root() => new("Document");

    /// <summary>A head cell also says of what it is the head: "Row" or "Column".</summary>
    public Tag Add(string childKind, string childScope = "")
    {
        var child = new Tag(childKind, childScope);
        _children.Add(child);
        return child;
    }

    /// <summary>A picture, and what is read aloud in its place.</summary>
    public Tag AddFigure(string inWords)
    {
        var child = new Tag("Figure", alternative: inWords);
        _children.Add(child);
        return child;
    }

    public void Mark(int page, int mark) => _marks.Add((page, mark));

    /// <summary>Writes the tree and the way back from each mark on a page to its place in it. Gives the root's number.</summary>
    public static int Write(Tag root, PdfFile file, IReadOnlyList<int> pages)
    {
        var tree = file.Reserve();
        var marks = pages.Select(_ => new SortedDictionary<int, int>()).ToList();
        var top = root.WriteInto(file, tree, pages, marks);
        var back = marks.Select((ofPage, page) => $"{page} [{string.Join(' ', ofPage.Values.Select(id => $"{id} 0 R"))}]");
        file.Fill(tree, $"<< /Type /StructTreeRoot /K {top} 0 R /ParentTree << /Nums [{string.Join(' ', back)}] >> /ParentTreeNextKey {pages.Count} >>");
        return tree;
    }

    private int WriteInto(PdfFile file, int above, IReadOnlyList<int> pages, List<SortedDictionary<int, int>> marks)
    {
        var id = file.Reserve();
        var children = _children.Select(child => $"{child.WriteInto(file, id, pages, marks)} 0 R");
        var own = _marks.Select(mark => $"<< /Type /MCR /Pg {pages[mark.Page]} 0 R /MCID {mark.Mark} >>");

        foreach (var (page, mark) in _marks)
        {
            marks[page][mark] = id;
        }

        var attributes = scope == "" ? "" : $" /A << /O /Table /Scope /{scope} >>";
        attributes += alternative == "" ? "" : $" /Alt {PdfFile.Text(alternative)}";
        file.Fill(id, $"<< /Type /StructElem /S /{kind} /P {above} 0 R{attributes} /K [{string.Join(' ', own.Concat(children))}] >>");
        return id;
    }
}
