using static Microsoft.Playwright.Assertions;

namespace Tests.E2e.Staging;

public enum Scripts { On, Off }

/// <summary>One person at one phone. Acts by the words on the screen; everything the browser complains of is remembered.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    private Visit(Stage stage, IBrowserContext context, IPage page, Scripts scripts) => (Stage, Context, Page, Scripts) = (stage, context, page, scripts);

    public Stage Stage { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public Scripts Scripts { get; }

    /// <summary>The path of the page on the screen.</summary>
    public string Path => new Uri(Page.Url).AbsolutePath;

    public static async Task<Visit> StartAsync(Stage stage, Part host, Scripts scripts = Scripts.On, string? session = null)
    {
        var browser = await stage.Browsers.OpenAsync();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = host.Address.ToString(),
            ViewportSize = new() { Width = 390, Height = 844 },
            DeviceScaleFactor = 2,
            IsMobile = true,
            HasTouch = true,
            Locale = "pt-BR",
            TimezoneId = "America/Sao_Paulo",
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts is Scripts.On,
            ExtraHTTPHeaders = [KeyValuePair.Create("X-Forwarded-For", WebPerson.NewNetwork())],
            StorageState = session,
        });
        var visit = new Visit(stage, context, await context.NewPageAsync(), scripts);
        visit.Listen();
        return visit;
    }

    public async Task GoAsync(string path) => await Page.GotoAsync(path);

    public Task FillAsync(string label, string text) => Page.GetByLabel(label).FillAsync(text);

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    public Task FollowAsync(string link) => Page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    public Task ChooseAsync(string option) => Page.GetByRole(AriaRole.Radio, new() { Name = option }).First.CheckAsync();

    public Task SeeAsync(string heading) => Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading }).First).ToBeVisibleAsync(new() { Timeout = 30_000 });

    public Task ReadAsync(string words) => Expect(Page.GetByText(words).First).ToBeVisibleAsync();

    /// <summary>What the browser had to complain of: refusals of the content policy, errors of scripts, things that did not load.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async Task<byte[]> DownloadAsync(string path)
    {
        var answer = await Context.APIRequest.GetAsync(path);
        Assert.True(answer.Ok, $"{path}: {answer.Status}");
        return await answer.BodyAsync();
    }

    /// <summary>The bare status, redirects not followed.</summary>
    public async Task<int> StatusOfAsync(string path) => (await Context.APIRequest.GetAsync(path, new() { MaxRedirects = 0 })).Status;

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private void Listen()
    {
        Page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning")
            {
                _complaints.Add($"{Page.Url}: {said.Text}");
            }
        };
        Page.PageError += (_, error) => _complaints.Add($"{Page.Url}: {error}");
        Page.Response += (_, answer) =>
        {
            if (answer.Status >= 400)
            {
                _complaints.Add($"{answer.Url}: {answer.Status}");
            }
        };
    }
}
