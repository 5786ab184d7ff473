using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Elements;

/// <summary>A titled box: information, ok, attention or error.</summary>
public sealed class Notice : TagHelper
{
    public string Kind { get; set; } = "info";

    public string? Heading { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"notice {Kind}");

        if (Heading is not null)
        {
            output.PreContent.AppendHtml("<h2>").Append(Heading).AppendHtml("</h2>");
        }
    }
}
