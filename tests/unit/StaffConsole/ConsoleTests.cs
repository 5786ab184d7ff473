using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Shared.Debtors;
using Shared.Debts;
using Shared.Identity;
using Shared.Messaging;
using Shared.Staff;

namespace Tests.StaffConsole;

public sealed class ConsoleTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("/console")]
    [InlineData("/console/pessoas/0198c0de-0000-7000-8000-000000000000")]
    [InlineData("/console/sair")]
    [InlineData("/console/sessoes")]
    [InlineData("/console/conta")]
    [InlineData("/console/conta/aplicativo")]
    [InlineData("/console/usuarios/0198c0de-0000-7000-8000-000000000000")]
    public async Task Everything_asks_who_you_are_first(string url)
    {
        var response = await Stranger().GetAsync(url);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/console/entrar", response.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Password_and_code_lead_to_where_one_was_going()
    {
        var (visitor, _, debtor) = await ArrivedAsync(enter: false);
        var url = $"/console/pessoas/{debtor.Id}";
        var asked = await visitor.Visitor.GetAsync(url);

        await visitor.Visitor.SendAsync(asked.Headers.Location!.PathAndQuery, ("Email", visitor.Email), ("Password", Visitor.Password), ("para", url));
        var last = await visitor.Visitor.SendAsync("/console/entrar/codigo", ("Code", Visitor.CodeOf(world, visitor.Staff)));

        Assert.Equal(url, last.Headers.Location!.OriginalString);
        var cookie = last.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("acerto-console=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_password_alone_opens_nothing_and_a_used_code_neither()
    {
        var (visitor, _, _) = await ArrivedAsync();
        var second = new Visitor(Browser());
        await second.SendAsync("/console/entrar", ("Email", visitor.Email), ("Password", Visitor.Password));

        Assert.Equal(HttpStatusCode.Redirect, (await second.GetAsync("/console")).StatusCode);
        var refused = await second.SendAsync("/console/entrar/codigo", ("Code", Visitor.CodeOf(world, visitor.Staff)));
        Assert.Contains("já foi usado", (await refused.PageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_found_by_document_agreement_and_contract_and_never_in_an_address()
    {
        var (visitor, creditor, debtor) = await ArrivedAsync();
        var debt = await world.SeeAsync(creditor, db => db.Set<Debt>().SingleAsync());

        foreach (var words in new[] { World.Maria.ToFormatted(), World.Maria.Canonical, debt.Contract })
        {
            var found = await visitor.Visitor.SendAsync("/console", ("Words", words));
            Assert.Equal($"/console/pessoas/{debtor.Id}", found.Headers.Location?.OriginalString);
        }

        var missing = await visitor.Visitor.SendAsync("/console", ("Words", World.Joao.ToFormatted()));
        var page = await missing.PageAsync();
        Assert.Contains("Não achamos ninguém", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("111", page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_masked_and_opening_it_is_remembered()
    {
        var (visitor, creditor, debtor) = await ArrivedAsync();

        var response = await visitor.Visitor.GetAsync($"/console/pessoas/{debtor.Id}");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Contains("Maria da Silva", html, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Maria.Canonical, html, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Maria.ToFormatted(), html, StringComparison.Ordinal);
        Assert.DoesNotContain("maria@example.com", html, StringComparison.Ordinal);
        Assert.Contains("m***@example.com", html, StringComparison.Ordinal);
        Assert.Contains("por Ana Souza", html, StringComparison.Ordinal);
        var view = Assert.Single(await world.SeeAsync(creditor, db => db.Events.Where(e => e.Name == "PersonViewed").ToListAsync()));
        Assert.Equal(("staff", visitor.Staff.UserId.ToString(), debtor.Id.Value), (view.ActorKind, view.ActorId, view.Subject));
    }

    [Fact]
    public async Task Another_creditors_person_is_not_there()
    {
        var (visitor, _, _) = await ArrivedAsync();
        var other = await world.CreditorAsync("Loja Verde", CreditorMode.Live);
        var stranger = await world.DebtorAsync(other, Cpfs.New());

        var response = await visitor.Visitor.GetAsync($"/console/pessoas/{stranger.Id}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Não achamos esta página", (await response.PageAsync()).QuerySelector("h1")!.TextContent);
        Assert.Empty(await world.SeeAsync(other, db => db.Events.ToListAsync()));
    }

    [Fact]
    public async Task Support_sees_that_a_code_went_out_but_not_the_code()
    {
        var (visitor, _, debtor) = await ArrivedAsync();
        var challenge = await world.DoAsync(HostRole.Portal, (AskForCode ask) => ask.ExecuteAsync(new(World.Maria, "192.0.2.77"), default));
        Assert.True(challenge.Succeeded(out var asked, out _));
        await world.RunJobsAsync();
        var letter = Assert.Single(await world.DoAsync(HostRole.Portal, (ReadInbox inbox) => inbox.ExecuteAsync(asked.Id.Value)));

        var html = await (await visitor.Visitor.GetAsync($"/console/pessoas/{debtor.Id}")).Content.ReadAsStringAsync();

        Assert.Contains("Código de acesso", html, StringComparison.Ordinal);
        Assert.DoesNotContain(letter.Code!, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_after_twenty_idle_minutes_and_after_eight_hours_in_all()
    {
        var (idle, _, _) = await ArrivedAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(HttpStatusCode.OK, (await idle.Visitor.GetAsync("/console")).StatusCode);
        world.Clock.Advance(TimeSpan.FromMinutes(21));
        Assert.Equal(HttpStatusCode.Redirect, (await idle.Visitor.GetAsync("/console")).StatusCode);

        var (busy, _, _) = await ArrivedAsync();

        for (var minutes = 0; minutes < 480; minutes += 15)
        {
            Assert.Equal(HttpStatusCode.OK, (await busy.Visitor.GetAsync("/console")).StatusCode);
            world.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await busy.Visitor.GetAsync("/console")).StatusCode);
    }

    [Fact]
    public async Task Leaving_ends_this_session_and_no_other()
    {
        var (visitor, _, _) = await ArrivedAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        var elsewhere = new Visitor(Browser());
        await elsewhere.EnterAsync(world, visitor.Staff, visitor.Email);

        var left = await visitor.Visitor.SendAsync("/console/sair");

        Assert.Equal("/console/entrar", left.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Visitor.GetAsync("/console")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/console")).StatusCode);
    }

    [Fact]
    public async Task Answers_carry_what_keeps_a_browser_careful()
    {
        var response = await Stranger().GetAsync("/console/entrar");

        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("noindex, nofollow", response.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("script", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_without_its_token_and_an_api_key_get_nowhere()
    {
        var (visitor, creditor, _) = await ArrivedAsync();
        using var empty = new FormUrlEncodedContent([]);

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Visitor.Browser.PostAsync("/console/sair", empty)).StatusCode);
        var key = await world.KeyAsync(creditor);
        Assert.Equal(HttpStatusCode.Redirect, (await world.Api.Caller(key).GetAsync("/console")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.Visitor.GetAsync("/v1/api-keys")).StatusCode);
    }

    [Theory]
    [InlineData("/console/console.css", "text/css")]
    [InlineData("/console/acerto.svg", "image/svg+xml")]
    [InlineData("/console/fonts/figtree-5.3.0.woff2", "font/woff2")]
    public async Task Style_picture_and_type_are_there_for_everybody(string url, string type)
    {
        var response = await Stranger().GetAsync(url);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private HttpClient Browser() => world.Api.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

    private HttpClient Stranger() => Browser();

    private async Task<((Visitor Visitor, NewStaff Staff, string Email) Who, Creditor Creditor, Debtor Debtor)> ArrivedAsync(bool enter = true)
    {
        var creditor = await world.CreditorAsync(mode: CreditorMode.Live);
        await world.DebtAsync(creditor, World.Maria);
        var debtor = await world.DebtorAsync(creditor, World.Maria);
        var (staff, email) = await Visitor.HireAsync(world, creditor);
        var visitor = new Visitor(Browser());

        if (enter)
        {
            await visitor.EnterAsync(world, staff, email);
        }

        return ((visitor, staff, email), creditor, debtor);
    }
}
