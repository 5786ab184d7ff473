using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Tests.E2e.Staging;

/// <summary>
/// Somebody at a browser without scripts, by HTTP alone: follows links and presses buttons by the words on them.
/// Each comes from a network of their own, so that limits per network see many people.
/// </summary>
public sealed class WebPerson : IDisposable
{
    private static readonly Uri Nowhere = new("about:blank");
    private static int _count;
    private readonly HttpClient _http;

    public WebPerson(Uri address)
    {
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), ConnectTimeout = TimeSpan.FromSeconds(5) }, disposeHandler: true)
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(120),
        };
        _http.DefaultRequestHeaders.Add("X-Forwarded-For", NewNetwork());
    }

    public IHtmlDocument Page { get; private set; } = Blank();

    public Uri Location { get; private set; } = Nowhere;

    public HttpStatusCode Status { get; private set; }

    public string Heading => Squeeze(Page.QuerySelector("h1")?.TextContent);

    /// <summary>An address that nobody else of this run comes from.</summary>
    public static string NewNetwork()
    {
        var number = Interlocked.Increment(ref _count);
        return $"10.{number / 250 / 250 % 250}.{number / 250 % 250}.{(number % 250) + 1}";
    }

    /// <summary>Closes the page.</summary>
    public void Leave() => (Page, Location) = (Blank(), Nowhere);

    public Task GoAsync(string path) => ReadAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public bool CanFollow(string link) => FindLink(link) is not null;

    public bool CanPress(string button) => FindButton(button) is not null;

    public Task FollowAsync(string link) =>
        GoAsync((FindLink(link) ?? throw new InvalidOperationException($"No link '{link}' on {Location}: {Heading}")).GetAttribute("href")!);

    /// <summary>Sends the form of this button, with the fields as they stand but for those given by name.</summary>
    public Task PressAsync(string button, params (string Name, string Value)[] filled)
    {
        var pressed = FindButton(button) ?? throw new InvalidOperationException($"No button '{button}' on {Location}: {Heading}");
        var form = pressed.Form ?? throw new InvalidOperationException($"The button '{button}' belongs to no form.");
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input")
            .Where(i => i.Name is { Length: > 0 } && (i.Type is not ("radio" or "checkbox") || i.IsChecked))
            .Where(i => filled.All(f => f.Name != i.Name))
            .Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Concat(filled.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var action = form.GetAttribute("action") is { Length: > 0 } to ? new Uri(Location, to) : Location;
        return ReadAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) });
    }

    public void Dispose() => _http.Dispose();

    private async Task ReadAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request);
            Location = answer.RequestMessage!.RequestUri!;
            Status = answer.StatusCode;
            Page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        }
    }

    private static IHtmlDocument Blank() => new HtmlParser().ParseDocument("");

    private IElement? FindLink(string words) => Page.QuerySelectorAll("a[href]").FirstOrDefault(a => Squeeze(a.TextContent).StartsWith(words, StringComparison.Ordinal));

    private IHtmlButtonElement? FindButton(string words) =>
        Page.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(b => Squeeze(b.TextContent).StartsWith(words, StringComparison.Ordinal));

    private static string Squeeze(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
