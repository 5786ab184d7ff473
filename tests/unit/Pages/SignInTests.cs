using System.Net;
using Shared.Messaging;

namespace Tests.Pages;

public sealed class SignInTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_code_leads_to_where_one_was_going()
    {
        var browser = world.Site.Browser();
        var asked = await browser.GetAsync("/acordos/0198c0de-0000-7000-8000-000000000000");
        Assert.StartsWith("/entrar?para=", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var last = await EnterAsync(browser, await KnownAsync(), "/inicio?x=1");

        Assert.Equal("/inicio?x=1", last.Headers.Location!.OriginalString);
        var cookie = last.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("acerto=", StringComparison.Ordinal));
        Assert.All(["httponly", "samesite=lax", "secure"], flag => Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/inicio")).StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    public async Task Nobody_is_led_away_to_another_site(string para)
    {
        var last = await EnterAsync(world.Site.Browser(), await KnownAsync(), para);

        Assert.Equal("/inicio", last.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Known_and_unknown_documents_see_the_same_pages()
    {
        var (known, unknown) = (world.Site.Browser(), world.Site.Browser());
        var first = await AskAsync(known, await KnownAsync());
        var second = await AskAsync(unknown, Cpfs.New());

        Assert.Equal((first.StatusCode, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        Assert.Equal(CookieNames(first), CookieNames(second));

        // In production no inbox stands on the page: without it the two are the same to the letter.
        var pages = new[] { await known.GetAsync("/entrar/codigo"), await unknown.GetAsync("/entrar/codigo") };
        var texts = await Task.WhenAll(pages.Select(async p => (await p.PageAsync()).QuerySelector("main form")!.TextContent));
        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public async Task Somebody_signed_in_may_ask_for_somebody_elses_code_and_become_them_only_by_proving_it()
    {
        var browser = world.Site.Browser();
        await EnterAsync(browser, await KnownAsync());
        var other = await KnownAsync();

        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync(browser, other)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/inicio")).StatusCode);
    }

    [Fact]
    public async Task Twenty_idle_minutes_end_a_session_and_eight_hours_any()
    {
        var idle = world.Site.Browser();
        await EnterAsync(idle, await KnownAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(HttpStatusCode.OK, (await idle.GetAsync("/inicio")).StatusCode);
        world.Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(HttpStatusCode.OK, (await idle.GetAsync("/inicio")).StatusCode);
        world.Clock.Advance(TimeSpan.FromMinutes(21));
        Assert.StartsWith("/sessao-encerrada", (await idle.GetAsync("/inicio")).Headers.Location!.OriginalString, StringComparison.Ordinal);

        var busy = world.Site.Browser();
        await EnterAsync(busy, await KnownAsync());

        for (var minutes = 0; minutes < 480; minutes += 16)
        {
            Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/inicio")).StatusCode);
            world.Clock.Advance(TimeSpan.FromMinutes(16));
        }

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await busy.GetAsync("/inicio")).StatusCode);
    }

    private static IEnumerable<string> CookieNames(HttpResponseMessage response) =>
        response.Headers.GetValues("Set-Cookie").Select(c => c.Split('=')[0]).Order();

    private async Task<TaxId> KnownAsync()
    {
        var document = Cpfs.New();
        await world.DebtAsync(await world.CreditorAsync(mode: CreditorMode.Live), document);
        return document;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string page, params (string Name, string Value)[] fields)
    {
        var shown = await (await browser.GetAsync(page)).PageAsync();
        var token = shown.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).ToDictionary(f => f.Item1, f => f.Item2));
        return await browser.PostAsync(page, form);
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient browser, TaxId document, string para = "") =>
        SendAsync(browser, "/entrar", ("Cpf", document.ToFormatted()), ("para", para));

    private async Task<HttpResponseMessage> EnterAsync(HttpClient browser, TaxId document, string para = "")
    {
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        await AskAsync(browser, document, para);
        await world.RunJobsAsync();
        var newest = (await world.DoAsync(HostRole.Portal, (ReadInbox inbox) => inbox.ExecuteAsync()))[0];
        return await SendAsync(browser, "/entrar/codigo", ("Code", newest.Code!));
    }
}
