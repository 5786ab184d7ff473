using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Elements;

/// <summary>The circle that closes part by part. Decoration: the words beside it must say the same.</summary>
public sealed class Ring : TagHelper
{
    public int Total { get; set; }

    public int Done { get; set; }

    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "ring");
        output.Attributes.SetAttribute("viewBox", "0 0 44 44");
        output.Attributes.SetAttribute("aria-hidden", "true");

        output.Content.AppendHtml(Circle("", Dashes(Total, Total)));
        output.Content.AppendHtml(Circle("done", Dashes(Done, Total)));
        output.Content.AppendHtml("<g><text x=\"22\" y=\"26.5\">").Append(Label ?? $"{Done}/{Total}").AppendHtml("</text></g>");
    }

    private string Circle(string name, string dashes) =>
        dashes.Length == 0 ? "" :
        $"""<circle class="{name}" cx="22" cy="22" r="18.5" pathLength="{Total * 10}" stroke-dasharray="{dashes}" transform="rotate(-90 22 22)"/>""";

    private static string Dashes(int parts, int total) => parts switch
    {
        0 => "",
        _ when total == 1 => "10 0",
        _ when parts == total => "9 1",
        _ => string.Join(' ', Enumerable.Repeat("9 1", parts - 1).Append("9").Append((total * 10).ToString(CultureInfo.InvariantCulture))),
    };
}
