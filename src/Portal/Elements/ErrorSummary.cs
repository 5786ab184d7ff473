using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Elements;

/// <summary>What to correct, each line leading to its field, in the order of the page. Takes the focus without JavaScript.</summary>
public sealed class ErrorSummary : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>What stands below it: tells which field comes first.</summary>
    public IHtmlContent? Page { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ModelState.ErrorCount == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "autofocus");
        output.Content.AppendHtml("<h2>Falta acertar algo</h2><ul>");

        foreach (var (field, message) in Problems())
        {
            output.Content.AppendHtml("<li>").AppendHtml(Line(field, message)).AppendHtml("</li>");
        }

        output.Content.AppendHtml("</ul>");
    }

    private IEnumerable<(string Field, string Message)> Problems()
    {
        using var page = new StringWriter();
        Page?.WriteTo(page, HtmlEncoder.Default);
        var html = page.ToString();

        return
            from entry in ViewContext.ModelState
            from error in entry.Value!.Errors
            orderby html.IndexOf($"id=\"{entry.Key}\"", StringComparison.Ordinal)
            select (entry.Key, error.ErrorMessage);
    }

    private static TagBuilder Line(string field, string message)
    {
        var line = new TagBuilder(field.Length == 0 ? "span" : "a");
        line.InnerHtml.Append(message);

        if (field.Length > 0)
        {
            line.Attributes["href"] = $"#{field}";
        }

        return line;
    }
}
