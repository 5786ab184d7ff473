using System.Net;
using Shared.Staff;

namespace Tests.StaffConsole;

/// <summary>Sessions are rows: seen, and ended, from any of them.</summary>
public sealed class SessionsTests(World world) : IClassFixture<World>
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private const string Page = "/console/sessoes";
    private readonly World _world = world.Rested();

    [Fact]
    public async Task Each_browser_is_one_session_and_the_page_says_which_is_this_one()
    {
        var (_, here, there) = await TwoAsync();

        var rows = (await PageAsync(here)).QuerySelectorAll(".panel").ToList();

        Assert.Equal(2, rows.Count);
        Assert.Contains("Chrome no Windows · rede desconhecida", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("esta aqui", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Navegador desconhecido", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Single((await PageAsync(there)).QuerySelectorAll(".panel form"));
    }

    [Fact]
    public async Task Another_session_is_ended_from_here_at_once()
    {
        var (creditor, here, there) = await TwoAsync();

        await here.PressAsync(Page, "End");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (await StatusAsync(here), await StatusAsync(there)));
        Assert.Single((await PageAsync(here)).QuerySelectorAll(".panel"));
        Assert.Equal(1, await CountAsync(creditor, nameof(StaffSessionEnded)));
    }

    [Fact]
    public async Task All_others_end_and_this_one_goes_on()
    {
        var (creditor, here, there) = await TwoAsync();

        await here.PressAsync(Page, "Others");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (await StatusAsync(here), await StatusAsync(there)));
        Assert.Equal(1, await CountAsync(creditor, nameof(StaffSessionsEnded)));
    }

    [Fact]
    public async Task A_copied_cookie_ends_with_the_session_it_names()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (visitor, _, _) = await _world.AtWorkAsync(creditor);
        var cookie = await CookieAsync(visitor);
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(cookie));

        await visitor.SendAsync("/console/sair");

        Assert.Equal(HttpStatusCode.Redirect, await WithCookieAsync(cookie));
    }

    [Fact]
    public async Task Who_is_in_leaves_before_somebody_else_comes_in()
    {
        var (visitor, _, _) = await _world.AtWorkAsync(await _world.CreditorAsync(mode: CreditorMode.Live), StaffRole.Support, "Ana");
        var (other, email) = await Visitor.HireAsync(_world, await _world.CreditorAsync("Loja Verde", CreditorMode.Live), "Rui");
        var page = await (await visitor.GetAsync(Page)).PageAsync();

        var asked = await visitor.GetAsync("/console/entrar");
        var typed = await visitor.SendAsync(page, "/console/entrar", ("Email", email), ("Password", Visitor.Password));
        var proved = await visitor.SendAsync(page, "/console/entrar/codigo", ("Code", Visitor.CodeOf(_world, other)));
        Assert.All(new[] { asked, typed, proved }, answer => Assert.Equal((HttpStatusCode.Redirect, "/console"), (answer.StatusCode, answer.Headers.Location?.OriginalString)));

        await visitor.SendAsync("/console/sair");
        await visitor.EnterAsync(_world, other, email);
        Assert.Contains("Rui", (await (await visitor.GetAsync(Page)).PageAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_ends_a_strangers_session()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (ana, _, _) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Ana");
        var (rui, staff, _) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Rui");
        var (stranger, _, _) = await _world.AtWorkAsync(await _world.CreditorAsync("Loja Verde", CreditorMode.Live));
        var session = await _world.SeeAsync(creditor, db => db.ConsoleSessions.SingleAsync(s => s.UserId == staff.UserId));

        foreach (var visitor in new[] { ana, stranger })
        {
            var refused = await visitor.SendAsync(await PageAsync(visitor), Page + "?handler=End", ("SessionId", session.Id.ToString()));
            Assert.Contains(EndSession.NotFound.Message, (await refused.PageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(rui));
    }

    [Fact]
    public async Task Who_administers_ends_all_sessions_of_a_colleague_and_nobody_else_does()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (boss, _, _) = await _world.AtWorkAsync(creditor);
        var (ana, staff, email) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Ana");
        var (rui, _, _) = await _world.AtWorkAsync(creditor, StaffRole.Supervisor, "Rui");
        var url = $"/console/usuarios/{staff.UserId}";
        Assert.Single((await (await boss.GetAsync(url)).PageAsync()).QuerySelectorAll("tbody tr"));

        await rui.SendAsync(await PageAsync(rui), url + "?handler=EndSessions");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ana));
        await boss.PressAsync(url, "EndSessions");

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(ana));
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        await ana.EnterAsync(_world, staff, email);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ana));
    }

    [Fact]
    public async Task The_row_ends_it_after_twenty_idle_minutes_whatever_the_cookie_says()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (visitor, staff, _) = await _world.AtWorkAsync(creditor);
        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        var renewed = await CookieAsync(visitor);
        await _world.DoAsync(HostRole.Owner, (AppDb db) => db.ConsoleSessions.Where(s => s.UserId == staff.UserId)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.LastSeenAt, _world.Clock.GetUtcNow() - TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(1))));

        Assert.Equal(HttpStatusCode.Redirect, await WithCookieAsync(renewed));
    }

    [Fact]
    public async Task When_it_was_seen_is_noted_once_a_minute()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (visitor, _, _) = await _world.AtWorkAsync(creditor);
        var start = _world.Clock.GetUtcNow();

        _world.Clock.Advance(TimeSpan.FromSeconds(59));
        await visitor.GetAsync("/console");
        Assert.Equal(start, await SeenAsync(creditor));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await visitor.GetAsync("/console");
        Assert.Equal(start + TimeSpan.FromMinutes(1), await SeenAsync(creditor));
    }

    [Fact]
    public async Task A_month_after_its_last_use_a_session_is_forgotten()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        await _world.AtWorkAsync(creditor);
        _world.Clock.Advance(TimeSpan.FromDays(29));
        await _world.AtWorkAsync(creditor, name: "Outra");
        _world.Clock.Advance(TimeSpan.FromDays(2));

        await _world.EnqueueAsync(new ForgetSessions(), creditor: null);
        await _world.RunJobsAsync();

        Assert.Equal(1, await _world.SeeAsync(creditor, db => db.ConsoleSessions.CountAsync(s => s.CreditorId == creditor.Id)));
    }

    [Theory]
    [InlineData(Chrome, "203.0.113.77", "Chrome no Windows · 203.0.113.0/24")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", "2001:db8:aa:bb::1", "Safari no Mac · 2001:db8:aa::/48")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "::ffff:203.0.113.77", "Edge no Windows · 203.0.113.0/24")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-A146M) AppleWebKit/537.36 SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36", "x", "Samsung Internet no Android · rede desconhecida")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "10.1.2.3", "Firefox no Linux · 10.1.2.0/24")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/126.0 Mobile Safari/604.1", "10.1.2.3", "Chrome no iPhone · 10.1.2.0/24")]
    [InlineData("curl/8.5 (Linux)", "10.1.2.3", "Navegador no Linux · 10.1.2.0/24")]
    [InlineData(null, "", "Navegador desconhecido · rede desconhecida")]
    public void A_browser_and_its_network_are_told_coarsely(string? userAgent, string address, string told) => Assert.Equal(told, Device.Of(userAgent, address));

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(Visitor visitor) => await (await visitor.GetAsync(Page)).PageAsync();

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor) => (await visitor.GetAsync("/console")).StatusCode;

    // A minute later, any answer renews the cookie.
    private async Task<string> CookieAsync(Visitor visitor)
    {
        _world.Clock.Advance(TimeSpan.FromSeconds(61));
        var response = await visitor.GetAsync("/console");
        return response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("acerto-console=", StringComparison.Ordinal)).Split(';')[0];
    }

    private async Task<HttpStatusCode> WithCookieAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console");
        request.Headers.Add("Cookie", cookie);
        return (await _world.Browser().SendAsync(request)).StatusCode;
    }

    private Task<DateTimeOffset> SeenAsync(Creditor creditor) =>
        _world.SeeAsync(creditor, db => db.ConsoleSessions.Where(s => s.CreditorId == creditor.Id).Select(s => s.LastSeenAt).SingleAsync());

    private Task<int> CountAsync(Creditor creditor, string name) => _world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == name));

    private async Task<(Creditor Creditor, Visitor Here, Visitor There)> TwoAsync()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (here, staff, email) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Ana");
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        var there = _world.Visitor();
        there.Browser.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Chrome);
        await there.EnterAsync(_world, staff, email);
        return (creditor, here, there);
    }
}
