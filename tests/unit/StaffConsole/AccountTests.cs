using System.Net;
using AngleSharp.Html.Dom;
using Shared.Messaging;
using Shared.Staff;

namespace Tests.StaffConsole;

/// <summary>What one changes about one's own proofs, and what an administrator does when a phone is lost.</summary>
public sealed class AccountTests(World world) : IClassFixture<World>
{
    private const string Page = "/console/conta";
    private const string App = "/console/conta/aplicativo";
    private const string NewPassword = "caldo de cana às 9";
    private readonly World _world = world.Rested();

    [Fact]
    public async Task Another_password_ends_every_session_and_a_letter_says_so()
    {
        var (creditor, visitor, staff, email) = await AnaAsync();
        var elsewhere = await AgainAsync(staff, email);
        Later();

        var done = await PasswordAsync(visitor, Visitor.Password, NewPassword, CodeOf(staff));

        Assert.Equal("/console/entrar?senha=nova", done.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (await StatusAsync(visitor), await StatusAsync(elsewhere)));
        Assert.Contains("não conferem", await AlertAsync(await visitor.SendAsync("/console/entrar", ("Email", email), ("Password", Visitor.Password))), StringComparison.Ordinal);
        Later();
        await visitor.EnterAsync(_world, staff.TotpSecret, email, NewPassword);
        Assert.Equal("A sua senha do console mudou", (await LetterToAsync(email)).Subject);
        Assert.Equal(1, await CountAsync(creditor, nameof(StaffPasswordChanged)));
    }

    [Theory]
    [InlineData("errada de propósito", NewPassword, NewPassword, null, "A senha atual não confere")]
    [InlineData(Visitor.Password, NewPassword, NewPassword, "000000", "não confere ou já foi usado")]
    [InlineData(Visitor.Password, NewPassword, "outra coisa bem longa", null, "não são iguais")]
    [InlineData(Visitor.Password, "senha123456789", "senha123456789", null, "difícil de adivinhar")]
    [InlineData(Visitor.Password, Visitor.Password, Visitor.Password, null, "igual à atual")]
    public async Task What_is_wrong_changes_nothing(string present, string password, string again, string? code, string words)
    {
        var (creditor, visitor, staff, _) = await AnaAsync();
        Later();

        var answer = await PasswordAsync(visitor, present, password, code ?? CodeOf(staff), again);

        Assert.Contains(words, await AlertAsync(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor));
        Assert.Equal(0, await CountAsync(creditor, nameof(StaffPasswordChanged)));
        await _world.RunJobsAsync();
    }

    [Fact]
    public async Task A_weak_password_costs_no_code_and_five_wrong_ones_close_the_account()
    {
        var (_, visitor, staff, email) = await AnaAsync();
        Later();
        var code = CodeOf(staff);
        await PasswordAsync(visitor, Visitor.Password, "curta", code);
        Assert.Equal(HttpStatusCode.Redirect, (await PasswordAsync(visitor, Visitor.Password, NewPassword, code)).StatusCode);
        Later();
        await visitor.EnterAsync(_world, staff.TotpSecret, email, NewPassword);
        _world.Rested();
        await visitor.GetAsync("/console");

        for (var i = 0; i < 5; i++)
        {
            await PasswordAsync(visitor, "errada de propósito", Visitor.Password, "000000");
        }

        Assert.Contains("Foram muitas tentativas", await AlertAsync(await PasswordAsync(visitor, NewPassword, Visitor.Password, CodeOf(staff))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_recovery_codes_are_shown_once_and_the_old_ones_die()
    {
        var (creditor, visitor, staff, email) = await AnaAsync();
        Later();

        var made = await (await visitor.PressAsync(Page, "Codes", ("Code", CodeOf(staff)))).PageAsync();

        var codes = made.QuerySelectorAll(".codes li").Select(li => li.TextContent).ToList();
        Assert.Equal(10, codes.Distinct().Count());
        Assert.Empty((await PageAsync(visitor, Page)).QuerySelectorAll(".codes"));
        var late = _world.Visitor();
        await late.SendAsync("/console/entrar", ("Email", email), ("Password", Visitor.Password));
        Assert.Equal(HttpStatusCode.OK, (await late.SendAsync("/console/entrar/codigo", ("Code", staff.RecoveryCodes[0]))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await late.SendAsync("/console/entrar/codigo", ("Code", codes[0]))).StatusCode);
        Assert.Equal("Os seus códigos de recuperação mudaram", (await LetterToAsync(email)).Subject);
        Assert.Equal(1, await CountAsync(creditor, nameof(StaffCodesRenewed)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_app_is_linked_with_a_code_of_the_old_one_or_a_recovery_code(bool byRecoveryCode)
    {
        var (creditor, visitor, staff, email) = await AnaAsync();
        Later();
        var page = await PageAsync(visitor, App);
        var secret = page.QuerySelector(".secret")!.TextContent;

        var done = await visitor.SendAsync(page, App, ("Offer", OfferOn(page)), ("NewCode", Visitor.CodeOf(_world, secret)), ("Code", byRecoveryCode ? staff.RecoveryCodes[2] : CodeOf(staff)));

        Assert.Equal($"{Page}?feito=aplicativo", done.Headers.Location?.OriginalString);
        Later();
        var late = _world.Visitor();
        await late.SendAsync("/console/entrar", ("Email", email), ("Password", Visitor.Password));
        Assert.Equal(HttpStatusCode.OK, (await late.SendAsync("/console/entrar/codigo", ("Code", CodeOf(staff)))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await late.SendAsync("/console/entrar/codigo", ("Code", Visitor.CodeOf(_world, secret)))).StatusCode);
        Assert.Equal("O seu aplicativo de códigos mudou", (await LetterToAsync(email)).Subject);
        Assert.Equal(1, await CountAsync(creditor, nameof(StaffAuthenticatorReplaced)));
    }

    [Fact]
    public async Task Without_the_old_or_without_the_new_code_the_app_stays()
    {
        var (creditor, visitor, staff, _) = await AnaAsync();
        Later();
        var page = await PageAsync(visitor, App);
        var fresh = Visitor.CodeOf(_world, page.QuerySelector(".secret")!.TextContent);

        var noNew = await visitor.SendAsync(page, App, ("Offer", OfferOn(page)), ("NewCode", "000000"), ("Code", CodeOf(staff)));
        var noOld = await visitor.SendAsync(page, App, ("Offer", OfferOn(page)), ("NewCode", fresh), ("Code", "000000"));
        var noOffer = await visitor.SendAsync(page, App, ("Offer", "x"), ("NewCode", fresh), ("Code", CodeOf(staff)));

        Assert.Contains(ReplaceAuthenticator.NewCodeWrong.Message, await AlertAsync(noNew), StringComparison.Ordinal);
        Assert.Contains(ProveStaff.Wrong.Message, await AlertAsync(noOld), StringComparison.Ordinal);
        Assert.Contains(ReplaceAuthenticator.NewCodeWrong.Message, await AlertAsync(noOffer), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(creditor, nameof(StaffAuthenticatorReplaced)));
    }

    [Fact]
    public async Task Who_lost_the_phone_is_cut_off_and_links_another_with_the_password_they_know()
    {
        var (creditor, visitor, staff, email) = await AnaAsync();
        var (boss, _, _) = await _world.AtWorkAsync(creditor);
        Later();

        await boss.PressAsync($"/console/usuarios/{staff.UserId}", "Reset");

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(visitor));
        await visitor.SendAsync("/console/entrar", ("Email", email), ("Password", Visitor.Password));
        Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync("/console/entrar/codigo", ("Code", CodeOf(staff)))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync("/console/entrar/codigo", ("Code", staff.RecoveryCodes[0]))).StatusCode);

        var link = await _world.LinkSentToAsync(email);
        var page = await PageAsync(visitor, link);
        Assert.Contains("A senha atual não confere", (await _world.AcceptAsync(visitor, page, link, "errada de propósito")).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        var linked = await _world.AcceptAsync(visitor, page, link, Visitor.Password);

        Assert.Equal(10, linked.QuerySelectorAll(".codes li").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(link)).StatusCode);
        Later();
        await visitor.EnterAsync(_world, page.QuerySelector(".secret")!.TextContent, email);
        Assert.Equal((1, 1), (await CountAsync(creditor, nameof(StaffSecondProofReset)), await CountAsync(creditor, nameof(StaffSecondProofRenewed))));
    }

    [Fact]
    public async Task Of_two_who_link_a_phone_at_once_one_does()
    {
        var (creditor, _, staff, email) = await AnaAsync();
        await World.MustAsync(ResetAsync(creditor, staff, Actor.System("test")));
        var link = await _world.LinkSentToAsync(email);
        var (one, two) = (_world.Visitor(), _world.Visitor());
        var (first, second) = (await PageAsync(one, link), await PageAsync(two, link));

        var answers = await Task.WhenAll(_world.AcceptAsync(one, first, link, Visitor.Password), _world.AcceptAsync(two, second, link, Visitor.Password));

        Assert.Single(answers, a => a.QuerySelector(".codes") is not null);
        Assert.Equal(1, await CountAsync(creditor, nameof(StaffSecondProofRenewed)));
    }

    [Fact]
    public async Task Only_who_administers_cuts_a_phone_off_and_not_their_own()
    {
        var (creditor, _, ana, _) = await AnaAsync();
        var (_, boss, _) = await _world.AtWorkAsync(creditor);
        var (_, rui, _) = await _world.AtWorkAsync(creditor, StaffRole.Supervisor, "Rui");
        var stranger = (await _world.AtWorkAsync(await _world.CreditorAsync("Loja Verde", CreditorMode.Live))).Staff;
        var invited = await World.MustAsync(_world.DoAsync(creditor, (InviteStaff invite) =>
            invite.ExecuteAsync(new(EmailAddress.Parse(Colleagues.NewEmail()), "Bia", StaffRole.Support, null, "https://c/"), Actor.System("test"))));

        Assert.Equal(EntrustStaff.NotAdmin, await World.MustRefuseAsync(ResetAsync(creditor, ana, ActorOf(rui))));
        Assert.Equal(ResetSecondProof.Oneself, await World.MustRefuseAsync(ResetAsync(creditor, boss, ActorOf(boss))));
        Assert.Equal(EntrustStaff.NotFound, await World.MustRefuseAsync(ResetAsync(creditor, stranger, ActorOf(boss))));
        Assert.Equal(EntrustStaff.NotFound, await World.MustRefuseAsync(_world.DoAsync(creditor, (ResetSecondProof reset) => reset.ExecuteAsync(new(invited.Id, "https://c/"), ActorOf(boss)))));
    }

    private static Actor ActorOf(NewStaff staff) => Actor.Staff(staff.UserId.ToString());

    private static string OfferOn(IHtmlDocument page) => page.QuerySelector("input[name=Offer]")!.GetAttribute("value")!;

    private static async Task<IHtmlDocument> PageAsync(Visitor visitor, string url) => await (await visitor.GetAsync(url)).PageAsync();

    private static async Task<string> AlertAsync(HttpResponseMessage response) => (await response.PageAsync()).QuerySelector("[role=alert]")!.TextContent;

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor) => (await visitor.GetAsync("/console")).StatusCode;

    private static Task<HttpResponseMessage> PasswordAsync(Visitor visitor, string present, string password, string code, string? again = null) =>
        visitor.PressAsync(Page, "Password", ("Present", present), ("Password", password), ("Again", again ?? password), ("Code", code));

    private void Later() => _world.Clock.Advance(TimeSpan.FromSeconds(30));

    private string CodeOf(NewStaff staff) => Visitor.CodeOf(_world, staff);

    private Task<Outcome<StaffUser>> ResetAsync(Creditor creditor, NewStaff staff, Actor by) =>
        _world.DoAsync(creditor, (ResetSecondProof reset) => reset.ExecuteAsync(new(staff.UserId, "https://localhost/console/convite/"), by));

    private Task<int> CountAsync(Creditor creditor, string name) => _world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == name));

    private async Task<InboxMessage> LetterToAsync(string email)
    {
        await _world.RunJobsAsync();
        return (await _world.DoAsync(HostRole.Portal, (ReadInbox inbox) => inbox.ExecuteAsync())).First(l => l.To == email);
    }

    private async Task<Visitor> AgainAsync(NewStaff staff, string email)
    {
        Later();
        var visitor = _world.Visitor();
        await visitor.EnterAsync(_world, staff, email);
        return visitor;
    }

    private async Task<(Creditor Creditor, Visitor Visitor, NewStaff Staff, string Email)> AnaAsync()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (visitor, staff, email) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Ana");
        return (creditor, visitor, staff, email);
    }
}
