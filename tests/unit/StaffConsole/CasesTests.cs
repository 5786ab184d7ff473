using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Shared.Debts;
using Shared.Offers;
using Shared.Staff;
using Shared.Support;

namespace Tests.StaffConsole;

public sealed class CasesTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("/console/excecoes")]
    [InlineData("/console/excecoes/0198c0de-0000-7000-8000-000000000000")]
    [InlineData("/console/contas/0198c0de-0000-7000-8000-000000000000/proposta")]
    [InlineData("/console/usuarios")]
    public async Task Everything_asks_who_you_are_first(string url) =>
        Assert.Equal("/console/entrar", (await Browser().GetAsync(url)).Headers.Location!.AbsolutePath);

    [Fact]
    public async Task The_queue_shows_the_oldest_deadline_first_and_filters_by_its_address()
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await EnterAsync(creditor, "Ana Souza");
        Assert.Contains("Nada espera por você aqui", await TextOf(await ana.GetAsync("/console/excecoes")), StringComparison.Ordinal);
        var (_, proposal) = await world.ReferredAsync(creditor, debt);
        await World.MustAsync(world.OverrideAsync(creditor, debt, await world.StaffAsync(creditor, "Bia"), toPay: 50_000));

        var page = await (await ana.GetAsync("/console/excecoes")).PageAsync();

        Assert.Equal(["Fora da política", "Contraproposta"], page.QuerySelectorAll("tbody th").Select(th => th.TextContent));
        Assert.Equal(["Maria da Silva", "Maria da Silva"], page.QuerySelectorAll("tbody tr td:nth-child(2)").Select(td => td.TextContent));
        var one = await (await ana.GetAsync("/console/excecoes?tipo=CounterProposal&de=Livres")).PageAsync();
        Assert.Equal($"/console/excecoes/{proposal.Id}", Assert.Single(one.QuerySelectorAll("tbody a")).GetAttribute("href"));
        Assert.Empty((await (await ana.GetAsync("/console/excecoes?de=Meus")).PageAsync()).QuerySelectorAll("tbody a"));
        Assert.Equal("/console/excecoes", (await ana.GetAsync("/console/excecoes?tipo=nada")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_case_shows_the_proposal_beside_the_policy_and_the_floor_and_whoever_holds_it_may_say_yes()
    {
        var (creditor, debt) = await DebtAsync();
        var (proposal, opened) = await world.ReferredAsync(creditor, debt, note: "Recebo dia 5");
        var ana = await EnterAsync(creditor, "Ana Souza", new Authority(0.8m, Money.OfCents(100_000)));
        var url = $"/console/excecoes/{opened.Id}";

        var text = await TextOf(await ana.GetAsync(url));
        Assert.Contains("Recebo dia 5", text, StringComparison.Ordinal);
        Assert.Contains("R$\u00a0300,00 de uma vez", text, StringComparison.Ordinal);
        Assert.Contains("Mínimo da política", text, StringComparison.Ordinal);
        Assert.Contains("R$\u00a0700,00", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Aceitar a proposta", text, StringComparison.Ordinal);

        await PressAsync(ana, url, "Take");
        Assert.Contains("Aceitar a proposta", await TextOf(await ana.GetAsync(url)), StringComparison.Ordinal);
        await PressAsync(ana, url, "Accept");

        Assert.Contains("Proposta concedida", await TextOf(await ana.GetAsync(url)), StringComparison.Ordinal);
        Assert.Equal(CounterRuling.Accepted, (await world.SeeAsync(creditor, db => db.CounterProposals.SingleAsync(p => p.Id == proposal.Id))).Ruling);
        Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff));
    }

    [Fact]
    public async Task A_colleague_is_told_who_is_there_and_can_do_no_more_than_write_a_note()
    {
        var (creditor, debt) = await DebtAsync();
        var (_, opened) = await world.ReferredAsync(creditor, debt);
        var (ana, bia, chefe) = (await EnterAsync(creditor, "Ana Souza"), await EnterAsync(creditor, "Bia"), await EnterAsync(creditor, "Chefe", role: StaffRole.Supervisor));
        var url = $"/console/excecoes/{opened.Id}";
        await PressAsync(ana, url, "Take");

        var page = await (await bia.GetAsync(url)).PageAsync();
        Assert.Contains("Ana Souza está neste caso", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Assumir", page.Body!.TextContent, StringComparison.Ordinal);
        var refused = await bia.SendAsync(page, url + "?handler=Take");
        Assert.Contains("Ana Souza está neste caso.", (await refused.PageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        await PressAsync(bia, url, "Note", ("Text", "Ela ligou hoje."));
        Assert.Contains("Ela ligou hoje.", await TextOf(await ana.GetAsync(url)), StringComparison.Ordinal);
        Assert.Contains("Assumir mesmo assim", await TextOf(await chefe.GetAsync(url)), StringComparison.Ordinal);
        await PressAsync(chefe, url, "Take");
        Assert.Contains("Chefe está neste caso", await TextOf(await ana.GetAsync(url)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_needs_a_reason_and_words_and_what_was_typed_stays_when_it_is_refused()
    {
        var (creditor, debt) = await DebtAsync();
        var (_, opened) = await world.ReferredAsync(creditor, debt);
        var ana = await EnterAsync(creditor, "Ana Souza");
        var url = $"/console/excecoes/{opened.Id}";
        await PressAsync(ana, url, "Take");

        var refused = await ana.SendAsync(await (await ana.GetAsync(url)).PageAsync(), url + "?handler=Refuse", ("Reason", "nonsense"), ("Text", "Com entrada dá."));
        var page = await refused.PageAsync();
        Assert.Contains("Escolha o motivo", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Com entrada dá.", page.QuerySelector("#words")!.TextContent);
        await PressAsync(ana, url, "Refuse", ("Reason", "amount-too-low"), ("Text", "Com entrada dá."));

        Assert.Contains("Com entrada dá.", await TextOf(await ana.GetAsync(url)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_out_of_policy_is_looked_at_then_asked_for_then_approved_by_somebody_else()
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await EnterAsync(creditor, "Ana Souza");
        var chefe = await EnterAsync(creditor, "Chefe", new Authority(0.8m, Money.OfCents(100_000)), StaffRole.Supervisor);
        var url = $"/console/contas/{debt.Id}/proposta";
        var file = await (await ana.GetAsync($"/console/pessoas/{debt.DebtorId}")).PageAsync();
        Assert.Contains(file.QuerySelectorAll("td a"), a => a.GetAttribute("href") == url);
        (string, string)[] fields = [("Form.ToPay", "600,00"), ("Form.DownPayment", "100"), ("Form.Instalments", "5"), ("Form.MonthlyRate", "1,00"), ("Form.ValidDays", "3"), ("Form.Reason", "hardship")];

        var preview = await SendFormAsync(ana, await (await ana.GetAsync(url)).PageAsync(), url, "Preview", fields);
        Assert.Contains("Passa da sua alçada", preview.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(6, preview.QuerySelectorAll("section tbody tr").Length);
        Assert.Empty(await world.SeeAsync(creditor, db => db.Overrides.ToListAsync()));

        // Another amount than the one that was looked at is looked at first.
        var changed = await SendFormAsync(ana, preview, url, "Confirm", [.. fields[1..], ("Form.ToPay", "500,00")]);
        Assert.Contains("A proposta mudou desde que você a viu", changed.Body!.TextContent, StringComparison.Ordinal);
        var asked = await SendFormAsync(ana, preview, url, "Confirm", fields);
        Assert.Contains("Falta a segunda pessoa", asked.Body!.TextContent, StringComparison.Ordinal);

        var opened = await world.SeeAsync(creditor, db => db.Cases.SingleAsync());
        Assert.Contains("Você fez este pedido", await TextOf(await ana.GetAsync($"/console/excecoes/{opened.Id}")), StringComparison.Ordinal);
        await PressAsync(chefe, $"/console/excecoes/{opened.Id}", "Approve");

        var quote = Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff));
        Assert.Equal((Money.OfCents(60_000), 6, 0.01m), (quote.Terms.Financed, quote.Terms.Payments.Count, quote.Terms.MonthlyRate));
    }

    [Theory]
    [InlineData("muito", "1", "Confira os valores")]
    [InlineData("600", "seis", "Confira os valores")]
    [InlineData("9.999,00", "1", "De R$\u00a00,01 até o valor de hoje")]
    [InlineData("1,00", "1", "Passa do limite que o credor fixou")]
    public async Task A_form_that_cannot_be_says_why(string toPay, string count, string words)
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await EnterAsync(creditor, "Ana Souza");
        var url = $"/console/contas/{debt.Id}/proposta";

        var page = await SendFormAsync(
            ana, await (await ana.GetAsync(url)).PageAsync(), url, "Preview", [("Form.ToPay", toPay), ("Form.Instalments", count), ("Form.ValidDays", "3"), ("Form.Reason", "hardship")]);

        Assert.Contains(words, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(toPay, page.QuerySelector("#toPay")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Another_creditors_case_and_debt_are_not_there()
    {
        var (creditor, debt) = await DebtAsync();
        var (_, opened) = await world.ReferredAsync(creditor, debt);
        var stranger = await EnterAsync(await world.CreditorAsync("Loja Verde"), "Estranho");

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/console/excecoes/{opened.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/console/contas/{debt.Id}/proposta")).StatusCode);
        Assert.Empty((await (await stranger.GetAsync("/console/excecoes")).PageAsync()).QuerySelectorAll("tbody a"));
    }

    [Fact]
    public async Task Authorities_are_seen_by_all_and_changed_by_who_administers()
    {
        var creditor = await world.CreditorAsync();
        var ana = await EnterAsync(creditor, "Ana Souza");
        var boss = await EnterAsync(creditor, "Chefe", role: StaffRole.CreditorAdmin);
        var id = (await world.SeeAsync(creditor, db => db.StaffUsers.SingleAsync(u => u.CreditorId == creditor.Id && u.Name == "Ana Souza"))).Id.ToString();
        Assert.Empty((await (await ana.GetAsync("/console/usuarios")).PageAsync()).QuerySelectorAll("td form"));

        await boss.SendAsync("/console/usuarios", ("UserId", id), ("Rate", "20"), ("Amount", "500,00"));

        Assert.Contains("até 20% e até R$\u00a0500,00", await TextOf(await ana.GetAsync("/console/usuarios")), StringComparison.Ordinal);
        var refused = await ana.SendAsync("/console/usuarios", ("UserId", id), ("Rate", "90"), ("Amount", "900,00"));
        Assert.Contains("Ninguém muda a própria alçada", await TextOf(refused), StringComparison.Ordinal);
    }

    private async Task<(Creditor Creditor, Debt Debt)> DebtAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.FlooredPolicyAsync(creditor);
        return (creditor, await world.DebtAsync(creditor, of: Cpfs.New()));
    }

    private async Task<Visitor> EnterAsync(Creditor creditor, string name, Authority? authority = null, StaffRole role = StaffRole.Support)
    {
        var email = $"{Guid.CreateVersion7():N}@loja.example";
        var staff = await World.MustAsync(world.DoAsync(creditor, (AddStaff add) =>
            add.ExecuteAsync(new(EmailAddress.Parse(email), name, role, Visitor.Password, authority), Actor.System("test"))));
        var visitor = new Visitor(Browser());
        await visitor.EnterAsync(world, staff, email);
        return visitor;
    }

    private static async Task PressAsync(Visitor visitor, string url, string handler, params (string Name, string Value)[] fields)
    {
        var page = await (await visitor.GetAsync(url)).PageAsync();
        var form = page.QuerySelectorAll("form").Single(f => f.GetAttribute("action")!.Contains($"handler={handler}", StringComparison.Ordinal));
        var hidden = form.QuerySelectorAll("input[type=hidden]").Where(i => i.GetAttribute("name") != "__RequestVerificationToken")
            .Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!));
        var answer = await visitor.SendAsync(page, url + $"?handler={handler}", [.. hidden, .. fields]);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<IHtmlDocument> SendFormAsync(Visitor visitor, IHtmlDocument page, string url, string handler, IReadOnlyList<(string, string)> fields)
    {
        var hidden = page.QuerySelectorAll(".plan input[type=hidden]").Where(i => i.GetAttribute("name") != "__RequestVerificationToken")
            .Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!));
        var answer = await visitor.SendAsync(page, url + $"?handler={handler}", [.. hidden, .. fields]);
        return await (answer.Headers.Location is { } location ? await visitor.GetAsync(location.OriginalString) : answer).PageAsync();
    }

    private static async Task<string> TextOf(HttpResponseMessage response) => (await response.PageAsync()).Body!.TextContent;

    private HttpClient Browser() => world.Api.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
}
