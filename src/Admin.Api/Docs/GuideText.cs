using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Admin.Api.Docs;

/// <summary>Markdown into HTML. Links between the files of docs/api become links between pages.</summary>
internal static class GuideText
{
    private const string Extension = ".md";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers().Build();

    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = AddressOf(link.Url ?? "");
        }

        // What is too wide scrolls in itself, also by the keyboard. The writer's own HTML is switched off, so these are the renderer's.
        return document.ToHtml(Pipeline)
            .Replace("<table>", "<div class=\"largo\" role=\"region\" aria-label=\"Tabela\" tabindex=\"0\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal)
            .Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal);
    }

    private static string AddressOf(string url)
    {
        var (file, anchor) = url.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? (url[..at], url[at..]) : (url, "");

        return file.EndsWith(Extension, StringComparison.Ordinal)
            ? GuidePages.All.Single(page => page.File == file[..^Extension.Length]).Path + anchor
            : url;
    }
}
