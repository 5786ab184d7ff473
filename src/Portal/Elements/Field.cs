using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Elements;

/// <summary>Label, hint, problem and input of one question. Attributes it does not know go to the input.</summary>
public sealed class Field : TagHelper
{
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.ModelState.TryGetValue(For.Name, out var state);
        var problem = state?.Errors.FirstOrDefault()?.ErrorMessage;
        var input = Input(state?.AttemptedValue ?? For.Model?.ToString(), output.Attributes);
        Describe(input, problem);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", problem is null ? "field" : "field wrong");
        output.Content.AppendHtml(Text("label", Label, ("for", For.Name)));

        if (Hint is not null)
        {
            output.Content.AppendHtml(Text("p", Hint, ("class", "hint"), ("id", $"{For.Name}-hint")));
        }

        if (problem is not null)
        {
            output.Content.AppendHtml(Text("p", $"Erro: {problem}", ("class", "problem"), ("id", $"{For.Name}-problem")));
        }

        output.Content.AppendHtml(input);
    }

    private TagBuilder Input(string? value, TagHelperAttributeList attributes)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["id"] = input.Attributes["name"] = For.Name;
        input.Attributes["type"] = "text";
        input.Attributes["value"] = value;

        foreach (var attribute in attributes)
        {
            input.Attributes[attribute.Name] = attribute.Value?.ToString();
        }

        return input;
    }

    private void Describe(TagBuilder input, string? problem)
    {
        string?[] ids = [Hint is null ? null : $"{For.Name}-hint", problem is null ? null : $"{For.Name}-problem"];

        if (ids.Any(id => id is not null))
        {
            input.Attributes["aria-describedby"] = string.Join(' ', ids.Where(id => id is not null));
        }

        if (problem is not null)
        {
            input.Attributes["aria-invalid"] = "true";
        }
    }

    private static TagBuilder Text(string tag, string text, params (string Name, string Value)[] attributes)
    {
        var element = new TagBuilder(tag);
        element.InnerHtml.Append(text);

        foreach (var (name, value) in attributes)
        {
            element.Attributes[name] = value;
        }

        return element;
    }
}
