using System.Net;
using AngleSharp.Html.Dom;
using Shared.Staff;

namespace Tests.StaffConsole;

/// <summary>From the invitation to the first sign-in.</summary>
public sealed class InvitationTests(World world) : IClassFixture<World>
{
    private readonly World _world = world.Rested();

    [Fact]
    public async Task Who_is_asked_in_sets_the_proofs_and_only_then_signs_in()
    {
        var (creditor, caller, email) = await AskedAsync();
        Assert.Equal(SignInStaff.Wrong, await RefusedAsync(email));

        var (visitor, link) = (_world.Visitor(), await _world.LinkSentToAsync(email));
        var page = await (await visitor.GetAsync(link)).PageAsync();
        var secret = page.QuerySelector(".secret")!.TextContent;
        var joined = await _world.AcceptAsync(visitor, page, link, Visitor.Password);

        Assert.Contains(email, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[role=img] svg"));
        Assert.Equal(10, joined.QuerySelectorAll(".codes li").Select(li => li.TextContent).Distinct().Count());
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        await visitor.EnterAsync(_world, secret, email);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/console")).StatusCode);

        var row = (await caller.ReadAsync("/v1/users")).Json.GetProperty("data")[0];
        Assert.Equal(("active", "supervisor"), (row.GetProperty("status").GetString(), row.GetProperty("role").GetString()));
        var events = await _world.SeeAsync(creditor, db => db.Events.Where(e => e.Name.StartsWith("Staff")).OrderBy(e => e.Id).Select(e => new { e.Name, e.ActorKind }).ToListAsync());
        Assert.Equal([("StaffInvited", "api-key"), ("StaffJoined", "staff"), ("StaffSignedIn", "staff")], events.Select(e => (e.Name, e.ActorKind)));
    }

    [Fact]
    public async Task The_code_that_proved_the_app_signs_nobody_in_and_a_recovery_code_does()
    {
        var (_, _, email) = await AskedAsync();
        var (visitor, link) = (_world.Visitor(), await _world.LinkSentToAsync(email));
        var page = await (await visitor.GetAsync(link)).PageAsync();
        var code = Visitor.CodeOf(_world, page.QuerySelector(".secret")!.TextContent);
        var joined = await _world.AcceptAsync(visitor, page, link, Visitor.Password, code: code);
        await visitor.SendAsync("/console/entrar", ("Email", email), ("Password", Visitor.Password));

        var again = await visitor.SendAsync("/console/entrar/codigo", ("Code", code));
        var recovered = await visitor.SendAsync("/console/entrar/codigo", ("Code", joined.QuerySelector(".codes li")!.TextContent));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (again.StatusCode, recovered.StatusCode));
    }

    [Fact]
    public async Task A_link_opens_once()
    {
        var (_, _, email) = await AskedAsync();
        var (visitor, link) = (_world.Visitor(), await _world.LinkSentToAsync(email));
        var page = await (await visitor.GetAsync(link)).PageAsync();
        await _world.AcceptAsync(visitor, page, link, Visitor.Password);

        var again = await _world.AcceptAsync(visitor, page, link, "outra senha bem comprida");

        Assert.True(IsClosed(again));
        await AssertClosedAsync(link);
    }

    [Fact]
    public async Task Of_two_who_accept_at_once_one_joins()
    {
        var (creditor, _, email) = await AskedAsync();
        var link = await _world.LinkSentToAsync(email);
        List<(Visitor Visitor, IHtmlDocument Page)> two = [];

        for (var i = 0; i < 4; i++)
        {
            var visitor = _world.Visitor();
            two.Add((visitor, await (await visitor.GetAsync(link)).PageAsync()));
        }

        var answers = await Task.WhenAll(two.Select(t => _world.AcceptAsync(t.Visitor, t.Page, link, Visitor.Password)));

        Assert.Single(answers, a => a.QuerySelector(".codes") is not null);
        Assert.Equal(3, answers.Count(IsClosed));
        Assert.Equal(1, await _world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(StaffJoined))));
    }

    [Fact]
    public async Task After_three_days_it_opens_no_more()
    {
        var (_, _, email) = await AskedAsync();
        var link = await _world.LinkSentToAsync(email);
        _world.Clock.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        var (visitor, page) = (_world.Visitor(), await (await _world.Visitor().GetAsync(link)).PageAsync());
        Assert.NotNull(page.QuerySelector(".secret"));
        page = await (await visitor.GetAsync(link)).PageAsync();

        _world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(IsClosed(await _world.AcceptAsync(visitor, page, link, Visitor.Password)));
        await AssertClosedAsync(link);
    }

    [Fact]
    public async Task Asked_in_again_the_older_link_dies_and_the_last_word_counts()
    {
        var (creditor, caller, email) = await AskedAsync();
        var old = await _world.LinkSentToAsync(email);

        var again = await Colleagues.InviteAsync(caller, email.ToUpperInvariant(), "Beatriz Lima", "creditorAdmin");

        Assert.Equal((201, "Beatriz Lima", "creditorAdmin", "invited"), (again.Status, again.Text("name"), again.Text("role"), again.Text("status")));
        var link = await _world.LinkSentToAsync(email);
        await AssertClosedAsync(old);
        Assert.NotNull((await _world.AcceptAsync(_world.Visitor(), link)).QuerySelector(".codes"));
        Assert.Equal(StaffRole.CreditorAdmin, (await _world.SeeAsync(creditor, db => db.StaffUsers.SingleAsync(u => u.CreditorId == creditor.Id))).Role);
    }

    [Fact]
    public async Task Asked_in_twice_at_once_is_one_person_with_one_link()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (caller, email) = (await _world.OwnerAsync(creditor), Colleagues.NewEmail());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Colleagues.InviteAsync(caller, email)));

        Assert.Contains(answers, a => a.Status == 201);
        Assert.All(answers, a => Assert.True(a.Status == 201 || a.Code == "staff-changed", $"{a.Status} {a.Json}"));
        Assert.Equal(1, await _world.SeeAsync(creditor, db => db.StaffUsers.CountAsync(u => u.CreditorId == creditor.Id)));
        Assert.Equal(1, await _world.SeeAsync(creditor, db => db.StaffInvitations.CountAsync(i => i.CreditorId == creditor.Id && i.UsedAt == null && i.RevokedAt == null)));
    }

    [Fact]
    public async Task An_invitation_elsewhere_takes_nobodys_place_and_who_accepts_first_has_it()
    {
        var (_, _, email) = await AskedAsync();
        var first = await _world.LinkSentToAsync(email);
        var (_, other, _) = await AskedAsync(email);
        var second = await _world.LinkSentToAsync(email);

        Assert.NotNull((await _world.AcceptAsync(_world.Visitor(), second)).QuerySelector(".codes"));
        var late = await _world.AcceptAsync(_world.Visitor(), first);

        Assert.Contains(AddStaff.Taken.Message, late.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((409, "staff-email-taken"), (await Colleagues.InviteAsync(other, email)).Told);
        var stranger = await _world.OwnerAsync(await _world.CreditorAsync(mode: CreditorMode.Live));
        Assert.Equal((409, "staff-email-taken"), (await Colleagues.InviteAsync(stranger, email)).Told);
    }

    [Theory]
    [InlineData("curta", null, null, "12 caracteres")]
    [InlineData("senha123456789", null, null, "difícil de adivinhar")]
    [InlineData(Visitor.Password, "pastel de feira às 11", null, "não são iguais")]
    [InlineData(Visitor.Password, null, "000000", "não confere")]
    [InlineData(Visitor.Password, null, "", "não confere")]
    public async Task What_cannot_be_is_said_and_the_same_picture_stays(string password, string? again, string? code, string words)
    {
        var (_, _, email) = await AskedAsync();
        var (visitor, link) = (_world.Visitor(), await _world.LinkSentToAsync(email));
        var page = await (await visitor.GetAsync(link)).PageAsync();

        var refused = await _world.AcceptAsync(visitor, page, link, password, again, code);

        Assert.Contains(words, refused.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(page.QuerySelector(".secret")!.TextContent, refused.QuerySelector(".secret")!.TextContent);
        Assert.NotNull((await _world.AcceptAsync(visitor, refused, link, Visitor.Password)).QuerySelector(".codes"));
    }

    [Fact]
    public async Task A_second_proof_that_was_offered_elsewhere_is_none_here()
    {
        var (_, _, email) = await AskedAsync();
        var (_, _, other) = await AskedAsync();
        var (mine, theirs) = (await _world.LinkSentToAsync(email), await _world.LinkSentToAsync(other));
        var visitor = _world.Visitor();
        var elsewhere = await (await visitor.GetAsync(theirs)).PageAsync();

        var refused = await _world.AcceptAsync(visitor, elsewhere, mine, Visitor.Password);

        Assert.Contains("não confere", refused.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(elsewhere.QuerySelector(".secret")!.TextContent, refused.QuerySelector(".secret")!.TextContent);
    }

    [Fact]
    public async Task What_the_link_holds_rests_nowhere_in_the_clear()
    {
        var ears = new Ears();
        await using var loud = new World { Ears = ears };
        await loud.InitializeAsync();
        var creditor = await loud.CreditorAsync(mode: CreditorMode.Live);
        var email = Colleagues.NewEmail();
        await Colleagues.InviteAsync(await loud.OwnerAsync(creditor), email);

        var token = (await loud.LinkSentToAsync(email)).Split('/')[^1];

        var rows = await loud.DoAsync(HostRole.Owner, (AppDb db) =>
            db.Database.SqlQuery<string>($"""select arguments::text || coalesce(last_error, '') as "Value" from jobs""").ToListAsync());
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.DoesNotContain(token, row, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.DoesNotContain(email, row, StringComparison.Ordinal));
        Assert.DoesNotContain(token, ears.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_link_is_tried_ten_times_in_a_quarter_of_an_hour()
    {
        var link = "/console/convite/" + new string('A', 43);
        var visitor = _world.Visitor();
        List<HttpStatusCode> told = [];

        for (var i = 0; i < 11; i++)
        {
            told.Add((await visitor.GetAsync(link)).StatusCode);
        }

        Assert.All(told[..10], status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, told[10]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE")]
    [InlineData("%C3%A9AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_invitation_gets_the_one_calm_answer(string token) => await AssertClosedAsync("/console/convite/" + token);

    [Fact]
    public async Task Whoever_sits_there_already_is_asked_to_leave_first()
    {
        var (_, _, email) = await AskedAsync();
        var link = await _world.LinkSentToAsync(email);
        var (visitor, _, _) = await _world.AtWorkAsync(await _world.CreditorAsync("Loja Verde", CreditorMode.Live));

        var page = await (await visitor.GetAsync(link)).PageAsync();

        Assert.Contains("Este navegador está com Chefe", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".secret"));
    }

    [Fact]
    public async Task Of_a_test_tenant_the_letter_lies_in_the_test_inbox()
    {
        var creditor = await _world.CreditorAsync();
        var (caller, email) = (await _world.OwnerAsync(creditor), Colleagues.NewEmail());
        await Colleagues.InviteAsync(caller, email);
        await _world.RunJobsAsync();

        var letter = (await caller.ReadAsync("/v1/test/inbox")).Json.GetProperty("data")[0];
        var elsewhere = await (await _world.OwnerAsync(await _world.CreditorAsync("Loja Verde"))).ReadAsync("/v1/test/inbox");

        Assert.Equal(email, letter.GetProperty("to").GetString());
        Assert.Equal(0, elsewhere.Json.GetProperty("data").GetArrayLength());
    }

    private static bool IsClosed(IHtmlDocument page) => page.QuerySelector("h1")!.TextContent == "Este endereço não abre";

    private async Task AssertClosedAsync(string link)
    {
        var response = await _world.Visitor().GetAsync(link);
        var page = await response.PageAsync();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(IsClosed(page));
        Assert.Contains(FindInvitation.NotOpen.Message, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    private async Task<(Creditor Creditor, HttpClient Caller, string Email)> AskedAsync(string? email = null)
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var caller = await _world.OwnerAsync(creditor);
        email ??= Colleagues.NewEmail();
        Assert.Equal(201, (await Colleagues.InviteAsync(caller, email, role: "supervisor")).Status);
        return (creditor, caller, email);
    }

    private async Task<Refusal> RefusedAsync(string email)
    {
        var outcome = await _world.DoAsync(HostRole.Admin, (SignInStaff signIn) => signIn.ExecuteAsync(new(email, Visitor.Password, "203.0.113.9"), default));
        Assert.False(outcome.Succeeded(out _, out var refusal));
        return refusal;
    }
}
