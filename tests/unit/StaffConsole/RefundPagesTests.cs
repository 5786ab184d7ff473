using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Shared.Ledger;
using Shared.Payments;
using Shared.Staff;

namespace Tests.StaffConsole;

public sealed class RefundPagesTests(World world) : IClassFixture<World>
{
    private const string List = "/console/devolucoes";

    [Theory]
    [InlineData(List)]
    [InlineData("/console/pagamentos/0198c0de-0000-7000-8000-000000000000/devolver")]
    public async Task Everything_asks_who_you_are_first(string url) =>
        Assert.Equal("/console/entrar", (await Browser().GetAsync(url)).Headers.Location!.AbsolutePath);

    [Fact]
    public async Task An_empty_list_says_so_and_a_filter_that_is_none_is_forgotten()
    {
        var ana = await EnterAsync(await world.CreditorAsync());

        Assert.Contains("Nenhuma devolução até agora", await TextOf(await ana.GetAsync(List)), StringComparison.Ordinal);
        Assert.Contains("Nenhuma devolução nesta situação", await TextOf(await ana.GetAsync(List + "?estado=Falharam")), StringComparison.Ordinal);
        Assert.Equal(List, (await ana.GetAsync(List + "?estado=nada")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task What_did_not_fit_goes_back_without_authority_and_once_however_often_it_is_pressed()
    {
        var (creditor, _, payment) = await world.PaidDealAsync(extra: 1_000);
        var ana = await EnterAsync(creditor);
        var url = Url(payment);
        var page = await (await ana.GetAsync(url)).PageAsync();
        Assert.Contains("R$\u00a010,00", page.QuerySelectorAll("dd")[3].TextContent, StringComparison.Ordinal);

        Assert.Null(page.QuerySelector("[role=alert]"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(ana, page, url, "4,00")));

        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.Redirect);
        Assert.Contains("Confira o que resta", await TextOf(answers.First(a => a.StatusCode is HttpStatusCode.OK)), StringComparison.Ordinal);
        var refund = await world.SeeAsync(creditor, db => db.Refunds.SingleAsync());
        Assert.Equal((400, 400, RefundReason.PaidTooMuch), (refund.Amount.Cents, refund.FromCredit.Cents, refund.Reason));
        Assert.Equal(-400, (await world.LedgerAsync(creditor))[Account.RefundsInTransit]);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task What_had_paid_something_takes_an_authority_over_it()
    {
        var (creditor, _, payment) = await world.PaidDealAsync(extra: 1_000);
        var ana = await EnterAsync(creditor);
        var boss = await EnterAsync(creditor, new Authority(0, Money.OfCents(5_000)));

        var refused = await TextOf(await AskAsync(ana, Url(payment), "10,01"));
        var above = await TextOf(await AskAsync(boss, Url(payment), "60,01"));
        var done = await AskAsync(boss, Url(payment), "60,00");

        Assert.All([refused, above], text => Assert.Contains("passa da sua alçada", text, StringComparison.Ordinal));
        Assert.Equal(List, done.Headers.Location?.OriginalString);
        Assert.Equal(5_000, (await world.SeeAsync(creditor, db => db.Refunds.SingleAsync())).FromCreditor.Cents);
        await world.ProveAsync(creditor);
    }

    [Theory]
    [InlineData("muito", "PaidTooMuch", "Digite o valor em reais")]
    [InlineData("1,00", "", "Escolha o motivo")]
    [InlineData("0,00", "PaidTooMuch", "passa do que resta")]
    [InlineData("99.999,00", "PaidTooMuch", "passa do que resta")]
    public async Task A_form_that_cannot_be_says_why_and_keeps_what_was_typed(string amount, string reason, string words)
    {
        var (creditor, _, payment) = await world.PaidDealAsync(extra: 1_000);
        var ana = await EnterAsync(creditor);

        var page = await (await AskAsync(ana, Url(payment), amount, reason)).PageAsync();

        Assert.Contains(words, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(amount, page.QuerySelector("#amount")!.GetAttribute("value"));
        Assert.Empty(await world.SeeAsync(creditor, db => db.Refunds.ToListAsync()));
    }

    [Fact]
    public async Task A_transfer_is_overdue_on_top_then_confirmed_by_its_reference()
    {
        var (creditor, _, payment) = await world.PaidDealAsync(extra: 1_000);
        var late = await World.MustAsync(world.RefundAsync(creditor, payment, 400, RefundChannel.Manual));
        world.Clock.Advance(TimeSpan.FromDays(6));
        await World.MustAsync(world.RefundAsync(creditor, payment, 100, RefundChannel.Manual));
        var ana = await EnterAsync(creditor);

        var page = await (await ana.GetAsync(List)).PageAsync();
        Assert.Contains("Atrasada: pedida há 6 dias", page.QuerySelectorAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        var refused = await ana.SendAsync(page, List + "?handler=Confirm", ("Id", late.Id.ToString()), ("Reference", "Maria da Silva"));
        Assert.Contains("sem espaços", await TextOf(refused), StringComparison.Ordinal);
        await ana.SendAsync(page, List + "?handler=Confirm", ("Id", late.Id.ToString()), ("Reference", " E123-45 "));
        var other = await ana.SendAsync(page, List + "?handler=Confirm", ("Id", late.Id.ToString()), ("Reference", "E999"));

        Assert.Contains("já terminou", (await other.PageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        var arrived = await (await ana.GetAsync(List + "?estado=Chegaram")).PageAsync();
        Assert.Contains("E123-45", Assert.Single(arrived.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Equal((RefundStatus.Succeeded, "E123-45"), await StateOf(creditor, late));
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Called_off_it_is_the_debtors_again_and_another_creditor_sees_nothing_of_it()
    {
        var (creditor, _, payment) = await world.PaidDealAsync(extra: 1_000);
        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, 400, RefundChannel.Manual));
        var ana = await EnterAsync(creditor);
        var stranger = await EnterAsync(await world.CreditorAsync("Loja Verde"));

        Assert.Empty((await (await stranger.GetAsync(List)).PageAsync()).QuerySelectorAll("tbody tr"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Url(payment))).StatusCode);
        var theirs = await stranger.SendAsync(await (await stranger.GetAsync(List)).PageAsync(), List + "?handler=CallOff", ("Id", refund.Id.ToString()));
        Assert.DoesNotContain("Maria", await TextOf(theirs), StringComparison.Ordinal);
        Assert.Equal(RefundStatus.Requested, (await StateOf(creditor, refund)).Status);

        await ana.SendAsync(await (await ana.GetAsync(List)).PageAsync(), List + "?handler=CallOff", ("Id", refund.Id.ToString()));

        Assert.Equal(RefundStatus.Cancelled, (await StateOf(creditor, refund)).Status);
        Assert.Equal(-1_000, (await world.LedgerAsync(creditor))[Account.DebtorCredit]);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task What_a_bank_took_stands_beside_with_nothing_to_press()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        await World.MustAsync(world.ChargeBackAsync(creditor, payment));
        await world.HearAsync(creditor, payment);
        var ana = await EnterAsync(creditor);

        var page = await (await ana.GetAsync(List)).PageAsync();

        Assert.Contains("Dinheiro tomado", Assert.Single(page.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("tbody button"));
        Assert.Contains("Nada mais deste pagamento pode voltar", await TextOf(await ana.GetAsync(Url(payment))), StringComparison.Ordinal);
    }

    private static string Url(Payment payment) => $"/console/pagamentos/{payment.Id}/devolver";

    private static async Task<HttpResponseMessage> AskAsync(Visitor visitor, string url, string amount, string reason = "PaidTooMuch") =>
        await AskAsync(visitor, await (await visitor.GetAsync(url)).PageAsync(), url, amount, reason);

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, IHtmlDocument page, string url, string amount, string reason = "PaidTooMuch") =>
        visitor.SendAsync(
            page, url, ("Amount", amount), ("Reason", reason), ("Channel", "Manual"), ("Number", page.QuerySelector("[name=Number]")!.GetAttribute("value")!));

    private async Task<(RefundStatus Status, string? Reference)> StateOf(Creditor creditor, Refund refund)
    {
        var now = await world.RefundNowAsync(creditor, refund);
        return (now.Status, now.TransferReference);
    }

    private async Task<Visitor> EnterAsync(Creditor creditor, Authority? authority = null)
    {
        var email = $"{Guid.CreateVersion7():N}@loja.example";
        var staff = await World.MustAsync(world.DoAsync(creditor, (AddStaff add) =>
            add.ExecuteAsync(new(EmailAddress.Parse(email), "Ana Souza", StaffRole.Support, Visitor.Password, authority), Actor.System("test"))));
        var visitor = new Visitor(Browser());
        await visitor.EnterAsync(world, staff, email);
        return visitor;
    }

    private static async Task<string> TextOf(HttpResponseMessage response) => (await response.PageAsync()).Body!.TextContent;

    private HttpClient Browser() => world.Api.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
}
