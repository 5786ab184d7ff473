using System.Net;
using Shared.Debts;
using Shared.Offers;
using Shared.Support;

namespace Tests.Pages;

public sealed class CounterTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_proposal_that_is_accepted_leads_to_the_review_and_on_to_the_agreement()
    {
        var (_, debt) = await DebtAsync();
        var screen = await (await OpenAsync(debt, "/propostas")).ClickAsync("Faça a sua proposta");
        Assert.Equal("Faça a sua proposta", screen.Page.QuerySelector("h1")!.LastChild!.TextContent.Trim());

        screen = await screen.PressAsync("Enviar proposta", ("Now", "R$ 100,00"), ("Monthly", "200"), ("Months", "4"), ("Day", "10"));

        Assert.Equal("Confira antes de aceitar", screen.Heading);
        Assert.Contains("Entrada de R$ 100,00 e mais 4 vezes de R$ 200,00", screen.Text, StringComparison.Ordinal);
        screen = await screen.PressAsync("Aceitar e ir para o pagamento");
        Assert.Equal("Acordo aceito. Falta pagar a 1ª parcela", screen.Heading);
    }

    [Fact]
    public async Task Too_little_shows_another_way_and_then_a_date()
    {
        var (_, debt) = await DebtAsync();
        var screen = await OpenAsync(debt, "/contraproposta");
        Assert.Contains("Restam 3.", screen.Text, StringComparison.Ordinal);

        screen = await screen.PressAsync("Enviar proposta", ("Now", "300"));
        Assert.Contains("Podemos fazer assim", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Restam 2.", screen.Text, StringComparison.Ordinal);
        var improved = (await world.QuotesAsync(debt, QuoteOrigin.CounterProposal))[0];
        Assert.Equal("Confira antes de aceitar", (await screen.ClickAsync("Revisar esta proposta")).Heading);
        Assert.Contains(improved.Terms.Total.ToString().Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);

        screen = await screen.PressAsync("Enviar proposta", ("Now", "310"));
        Assert.Contains("Sua proposta está em análise", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"A resposta chega nesta página até {BusinessCalendar.Bank.AddBusinessDays(world.Today, 3).InWords}", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Sua proposta está em análise", (await OpenAsync(debt, "")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_in_seven_days_is_said_plainly_before_and_after()
    {
        var (_, debt) = await DebtAsync();
        var screen = await OpenAsync(debt, "/contraproposta");
        var stale = screen;

        for (var i = 0; i < 3; i++)
        {
            screen = await screen.PressAsync("Enviar proposta", ("Now", $"30{i}"));
        }

        Assert.Contains("Você já fez 3 propostas em 7 dias", screen.Text, StringComparison.Ordinal);
        Assert.Empty(screen.Page.QuerySelectorAll("form[novalidate]"));
        var late = await OpenAsync(debt, "/contraproposta");
        Assert.Contains($"a partir de {world.Today.AddDays(7).InWords}", late.Text, StringComparison.Ordinal);

        // A form left open in another tab: the same form again is the same proposal.
        Assert.Equal(HttpStatusCode.OK, (await stale.PressAsync("Enviar proposta", ("Now", "900"))).Status);
        Assert.Equal(3, await world.DoAsync(debt.PersonKey, (AppDb db) => db.CounterProposals.CountAsync()));
    }

    [Theory]
    [InlineData("Now", "Digite um valor em reais, como 150,00.", "muito", "", "", "")]
    [InlineData("Now", "Diga quanto você consegue pagar", "", "", "", "")]
    [InlineData("Now", "É mais do que o valor de hoje", "9.999,00", "", "", "")]
    [InlineData("Monthly", "mais do que o valor de hoje", "", "500", "12", "")]
    [InlineData("Months", "Digite só o número, como 6.", "", "100", "seis", "")]
    [InlineData("Months", "São de 1 a 60 meses", "", "10", "61", "")]
    [InlineData("Day", "Escolha um dia de 1 a 28.", "", "100", "3", "31")]
    public async Task What_is_wrong_is_said_at_its_field_and_what_was_typed_stays(string field, string words, string now, string monthly, string months, string day)
    {
        var (_, debt) = await DebtAsync();

        var screen = await (await OpenAsync(debt, "/contraproposta"))
            .PressAsync("Enviar proposta", ("Now", now), ("Monthly", monthly), ("Months", months), ("Day", day), ("Note", "Obrigada"));

        Assert.Contains(words, screen.Page.QuerySelector($".error-summary a[href='#{field}']")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Erro: ", screen.Page.Title, StringComparison.Ordinal);
        Assert.Equal(monthly, screen.Page.QuerySelector("#Monthly")!.GetAttribute("value") ?? "");
        Assert.Equal("Obrigada", screen.Page.QuerySelector("#Note")!.TextContent);
        Assert.Equal(0, await world.DoAsync(debt.PersonKey, (AppDb db) => db.CounterProposals.CountAsync()));
    }

    [Fact]
    public async Task Several_things_to_correct_stand_in_the_order_of_the_page()
    {
        var (_, debt) = await DebtAsync();

        var screen = await (await OpenAsync(debt, "/contraproposta")).PressAsync("Enviar proposta", ("Now", "x"), ("Monthly", "y"), ("Months", "z"), ("Day", "w"));

        Assert.Equal(["#Now", "#Monthly", "#Months", "#Day"], screen.Page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Single(screen.Page.QuerySelectorAll("#Now"));
    }

    [Fact]
    public async Task Staffs_answer_is_on_the_account_with_a_way_to_accept_it()
    {
        var (creditor, debt) = await DebtAsync();
        var (proposal, opened) = await world.ReferredAsync(creditor, debt);
        var ana = await world.StaffAsync(creditor, mostRate: 0.8m, mostCents: 100_000);
        await World.MustAsync(world.TakeAsync(creditor, opened, ana));
        await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000, instalments: 2, answers: proposal.Id));

        var screen = await OpenAsync(debt, "");

        Assert.Contains("A equipe respondeu com outra proposta", screen.Text, StringComparison.Ordinal);
        screen = await screen.ClickAsync("Revisar esta proposta, total R$\u00a0600,00");
        Assert.Contains("2 vezes de R$ 300,00", screen.Text, StringComparison.Ordinal);
        Assert.Equal("Acordo aceito. Falta pagar a 1ª parcela", (await screen.PressAsync("Aceitar e ir para o pagamento")).Heading);
    }

    [Fact]
    public async Task A_no_comes_with_its_reason_and_kind_words_and_a_late_answer_is_admitted()
    {
        var (creditor, debt) = await DebtAsync();
        var (proposal, opened) = await world.ReferredAsync(creditor, debt);
        var ana = await world.StaffAsync(creditor);
        world.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Contains("A resposta está atrasada", (await OpenAsync(debt, "/contraproposta")).Text, StringComparison.Ordinal);

        await World.MustAsync(world.TakeAsync(creditor, opened, ana));
        await World.MustAsync(world.DoAsync(creditor, (RefuseCounterProposal refuse) =>
            refuse.ExecuteAsync(new(proposal.Id, "amount-too-low", "Com uma entrada de R$ 200,00 conseguimos."), ana)));

        var screen = await OpenAsync(debt, "/contraproposta");
        Assert.Contains("Desta vez não dá para aceitar", screen.Text, StringComparison.Ordinal);
        Assert.Contains("A equipe escreveu: “Com uma entrada de R$ 200,00 conseguimos.”", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("em análise", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_made_by_staff_unasked_is_shown_until_its_day()
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await world.StaffAsync(creditor, mostRate: 0.8m, mostCents: 100_000);
        await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000));

        Assert.Contains("Há uma proposta feita para você", (await OpenAsync(debt, "/propostas")).Text, StringComparison.Ordinal);
        world.Clock.Advance(TimeSpan.FromDays(4));
        Assert.DoesNotContain("Há uma proposta feita para você", (await OpenAsync(debt, "/propostas")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proposal_of_somebody_else_is_not_found()
    {
        var (_, debt) = await DebtAsync();
        var stranger = world.Site.BrowserOf(new PersonKey(Guid.CreateVersion7()));

        Assert.Equal(HttpStatusCode.NotFound, (await Screen.OpenAsync(stranger, $"/contas/{debt.Id}/contraproposta")).Status);
    }

    [Theory]
    [InlineData("150", 15_000)]
    [InlineData("R$ 1.234,5", 123_450)]
    [InlineData("1.234", 123_400)]
    [InlineData("1234.56", 123_456)]
    [InlineData("99,9", 9_990)]
    [InlineData("1,234.56", null)]
    [InlineData("-5", null)]
    [InlineData("12.34.56", null)]
    [InlineData("99999999999", null)]
    [InlineData("", null)]
    public void An_amount_is_read_as_people_write_it(string typed, int? cents)
    {
        Assert.Equal(cents is not null, TypedMoney.TryRead(typed, out var money));
        Assert.Equal(cents ?? 0, money.Cents);
    }

    private Task<Screen> OpenAsync(Debt debt, string page) => Screen.OpenAsync(world.Site.BrowserOf(debt.PersonKey), $"/contas/{debt.Id}{page}");

    private async Task<(Creditor Creditor, Debt Debt)> DebtAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.FlooredPolicyAsync(creditor);
        return (creditor, await world.DebtAsync(creditor, of: Cpfs.New()));
    }
}
