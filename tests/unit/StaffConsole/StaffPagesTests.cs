using System.Net;
using Shared.Staff;

namespace Tests.StaffConsole;

/// <summary>What who administers does about colleagues at the console.</summary>
public sealed class StaffPagesTests(World world) : IClassFixture<World>
{
    private const string Team = "/console/usuarios";
    private readonly World _world = world.Rested();

    [Fact]
    public async Task Who_administers_asks_somebody_in_again_and_takes_it_back()
    {
        var (creditor, boss, _) = await BossAsync();
        var email = Colleagues.NewEmail();

        var asked = await boss.PressAsync(Team, "Invite", ("Invite.Email", email), ("Invite.Name", "Bia Lima"), ("Invite.Role", "Supervisor"), ("Invite.Rate", "10"), ("Invite.Amount", "200,00"));

        Assert.Equal($"{Team}?convite=enviado", asked.Headers.Location?.OriginalString);
        var row = (await PageAsync(boss, Team)).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("Bia Lima", StringComparison.Ordinal));
        Assert.Contains("Convite até", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("até 10% e até R$\u00a0200,00", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(email, row.TextContent, StringComparison.Ordinal);

        var url = row.QuerySelector("a")!.GetAttribute("href")!;
        var first = await _world.LinkSentToAsync(email);
        Assert.Contains("Enviada, em", (await PageAsync(boss, url)).QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        await boss.PressAsync(url, "Resend");
        var second = await _world.LinkSentToAsync(email);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await StatusAsync(first), await StatusAsync(second)));

        await boss.PressAsync(url, "Remove");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(second));
        Assert.Contains("Saiu", (await PageAsync(boss, url)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var actors = await _world.SeeAsync(creditor, db => db.Events.Where(e => e.Name.StartsWith("StaffInvit")).Select(e => e.ActorKind).ToListAsync());
        Assert.Equal(["staff", "staff", "staff"], actors);
    }

    [Theory]
    [InlineData("ana", "Ana", "", "", "Confira o e-mail")]
    [InlineData("ana@loja.example", " ", "", "", "Digite o nome")]
    [InlineData("ana@loja.example", "Ana", "muito", "", "Digite o percentual como 20")]
    [InlineData("ana@loja.example", "Ana", "101", "1,00", "A alçada vai de 0 a 100%")]
    public async Task A_form_that_cannot_be_says_why_and_keeps_what_was_typed(string email, string name, string rate, string amount, string words)
    {
        var (creditor, boss, _) = await BossAsync();

        var answer = await boss.PressAsync(Team, "Invite", ("Invite.Email", email), ("Invite.Name", name), ("Invite.Role", "Support"), ("Invite.Rate", rate), ("Invite.Amount", amount));

        var page = await answer.PageAsync();
        Assert.Contains(words, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(email, page.QuerySelector("#email")!.GetAttribute("value"));
        Assert.Empty(await _world.SeeAsync(creditor, db => db.StaffInvitations.Where(i => i.CreditorId == creditor.Id).ToListAsync()));
    }

    [Fact]
    public async Task A_colleague_is_let_go_and_nobody_lets_themselves_go()
    {
        var (creditor, boss, me) = await BossAsync();
        var (ana, staff, _) = await _world.AtWorkAsync(creditor, StaffRole.Support, "Ana");
        var own = await PageAsync(boss, $"{Team}/{me.UserId}");

        await boss.PressAsync($"{Team}/{staff.UserId}", "Remove");
        var refused = await boss.SendAsync(own, $"{Team}/{me.UserId}?handler=Remove");

        Assert.Equal(HttpStatusCode.Redirect, (await ana.GetAsync("/console")).StatusCode);
        Assert.Empty(own.QuerySelectorAll("main form"));
        Assert.Contains(RemoveStaff.Oneself.Message, (await refused.PageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await boss.GetAsync("/console")).StatusCode);
    }

    [Fact]
    public async Task Nobody_else_sees_or_does_any_of_it()
    {
        var (creditor, _, chief) = await BossAsync();
        var (ana, _, _) = await _world.AtWorkAsync(creditor, StaffRole.Supervisor, "Ana");
        var (stranger, _, _) = await _world.AtWorkAsync(await _world.CreditorAsync("Loja Verde", CreditorMode.Live));
        var page = await PageAsync(ana, Team);

        Assert.Empty(page.QuerySelectorAll("main form"));
        Assert.DoesNotContain("@", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ana.GetAsync($"{Team}/{chief.UserId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{Team}/{chief.UserId}")).StatusCode);

        var invited = await ana.SendAsync(page, $"{Team}?handler=Invite", ("Invite.Email", Colleagues.NewEmail()), ("Invite.Name", "Eu"), ("Invite.Role", "CreditorAdmin"));
        Assert.Contains(EntrustStaff.NotAdmin.Message, (await invited.PageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        await ana.SendAsync(page, $"{Team}/{chief.UserId}?handler=Remove");
        await stranger.SendAsync(await PageAsync(stranger, Team), $"{Team}/{chief.UserId}?handler=Remove");
        Assert.Equal(2, await _world.SeeAsync(creditor, db => db.StaffUsers.CountAsync(u => u.CreditorId == creditor.Id && u.DisabledAt == null)));
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(Visitor visitor, string url) => await (await visitor.GetAsync(url)).PageAsync();

    private async Task<HttpStatusCode> StatusAsync(string link) => (await _world.Visitor().GetAsync(link)).StatusCode;

    private async Task<(Creditor Creditor, Visitor Boss, NewStaff Me)> BossAsync()
    {
        var creditor = await _world.CreditorAsync(mode: CreditorMode.Live);
        var (boss, me, _) = await _world.AtWorkAsync(creditor);
        return (creditor, boss, me);
    }
}
