using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Elements;

/// <summary>What to correct, each line leading to its field. Takes the focus without JavaScript.</summary>
public sealed class ErrorSummary : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

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

    private IEnumerable<(string Field, string Message)> Problems() =>
        from entry in ViewContext.ModelState
        from error in entry.Value!.Errors
        select (entry.Key, error.ErrorMessage);

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
