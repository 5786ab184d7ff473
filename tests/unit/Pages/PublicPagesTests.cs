using System.Net;

namespace Tests.Pages;

public sealed class PublicPagesTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Theory]
    [InlineData("/")]
    [InlineData("/como-funciona")]
    [InlineData("/e-golpe")]
    [InlineData("/seus-direitos")]
    [InlineData("/privacidade")]
    [InlineData("/acessibilidade")]
    [InlineData("/termos")]
    [InlineData("/ajuda")]
    [InlineData("/conferir-quitacao")]
    [InlineData("/sessao-encerrada")]
    public async Task Are_there_for_everyone(string url)
    {
        var response = await _portal.Browser().GetAsync(url);
        var page = await response.PageAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("pt-BR", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Contains("Nunca pedimos senha do banco", page.QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nao-existe", HttpStatusCode.NotFound, "Não achamos esta página")]
    [InlineData("/erro/429", HttpStatusCode.TooManyRequests, "Muitas tentativas seguidas")]
    [InlineData("/erro/503", HttpStatusCode.ServiceUnavailable, "Estamos em manutenção")]
    [InlineData("/erro/200", HttpStatusCode.NotFound, "Não achamos esta página")]
    public async Task Say_what_went_wrong(string url, HttpStatusCode status, string heading)
    {
        var response = await _portal.Browser().GetAsync(url);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(heading, (await response.PageAsync()).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Link_only_to_pages_that_exist()
    {
        var browser = _portal.Browser();
        var page = await (await browser.GetAsync("/")).PageAsync();
        var links = page.QuerySelectorAll("a[href^='/'], link[href^='/']").Select(a => a.GetAttribute("href")!).Distinct();

        foreach (var link in links)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
        }
    }

    [Fact]
    public async Task Carry_the_headers_that_let_nothing_else_in()
    {
        var headers = (await _portal.Browser().GetAsync("/")).Headers;

        Assert.Contains("require-trusted-types-for 'script'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.False(headers.Contains("Server"));
    }

    [Fact]
    public async Task Fetch_each_font_once()
    {
        var browser = _portal.Browser();
        var page = await (await browser.GetAsync("/")).PageAsync();
        var font = page.QuerySelector("link[rel=preload]")!.GetAttribute("href")!;
        var sheet = await browser.GetStringAsync(page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));

        Assert.Contains(font, sheet, StringComparison.Ordinal);
        Assert.Contains("immutable", (await browser.GetAsync(font)).Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Carry_no_style_or_script_inside()
    {
        var page = await (await _portal.Browser().GetAsync("/")).PageAsync();

        Assert.Empty(page.QuerySelectorAll("style, script:not([src]), [style], [onclick], [onload]"));
    }

    public void Dispose() => _portal.Dispose();
}
