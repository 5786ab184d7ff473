using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Tests.Testing;

/// <summary>What a browser without JavaScript shows: it follows redirects and sends forms as they stand.</summary>
public sealed partial record Screen(HttpClient Browser, Uri Url, HttpStatusCode Status, IHtmlDocument Page)
{
    private const int MostRedirects = 5;

    public string Heading => Page.QuerySelector("h1")!.TextContent.Trim();

    /// <summary>The words of the page, one plain space between them.</summary>
    public string Text => Spaces.Replace(string.Join(' ', Page.Body!.Descendants<IText>().Select(text => text.Data)), " ").Replace(" .", ".", StringComparison.Ordinal);

    public string Path => Url.IsAbsoluteUri ? Url.PathAndQuery : Url.OriginalString;

    public static async Task<Screen> OpenAsync(HttpClient browser, string url) =>
        await FollowAsync(browser, new Uri(browser.BaseAddress!, url), await browser.GetAsync(url));

    /// <summary>Follows the link with these words.</summary>
    public Task<Screen> ClickAsync(string link) =>
        OpenAsync(Browser, Page.QuerySelectorAll("a").First(a => Says(a, link)).GetAttribute("href")!);

    /// <summary>Presses the button with these words; <paramref name="fields"/> are filled in first.</summary>
    public async Task<Screen> PressAsync(string button, params (string Name, string Value)[] fields)
    {
        var form = Page.QuerySelectorAll("button").First(b => Says(b, button)).Closest("form")!;
        var values = form.QuerySelectorAll("input[type=hidden]")
            .Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var url = new Uri(Url, form.GetAttribute("action") ?? Url.PathAndQuery);
        using var content = new FormUrlEncodedContent(values);

        if (form.GetAttribute("method") is "get")
        {
            return await OpenAsync(Browser, $"{url.AbsolutePath}?{await content.ReadAsStringAsync()}");
        }

        return await FollowAsync(Browser, url, await Browser.PostAsync(url, content));
    }

    [GeneratedRegex(@"[\s\u00a0]+")]
    private static partial Regex Spaces { get; }

    private static bool Says(IElement element, string words) => element.TextContent.Trim().StartsWith(words, StringComparison.Ordinal);

    private static async Task<Screen> FollowAsync(HttpClient browser, Uri url, HttpResponseMessage response)
    {
        for (var hops = 0; response.Headers.Location is { } location; hops++)
        {
            Assert.True(hops < MostRedirects, $"{url} redirects for ever.");
            url = new Uri(url, location);
            response = await browser.GetAsync(url);
        }

        return new Screen(browser, url, response.StatusCode, await response.PageAsync());
    }
}
