using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Pages;

/// <summary>
/// "Quanto cabe no seu bolso por mês?". The debt of R$ 1.000,00 stands at R$ 1.050,00, and may be paid in two to six times,
/// R$ 525,00 to R$ 175,00 a month.
/// </summary>
public sealed class AffordTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task An_amount_is_answered_with_the_offers_that_fit_and_one_of_them_is_accepted()
    {
        var debt = await DebtAsync();
        var form = await (await OpenAsync(debt, "/propostas")).ClickAsync("Diga quanto cabe no seu bolso por mês");

        var answer = await form.PressAsync("Ver o que cabe", ("Monthly", "R$ 230"), ("Day", "12"));
        var offers = Plans(answer);
        var chosen = answer.Page.QuerySelectorAll("input[type=radio]")[^1].GetAttribute("value")!;
        var review = await answer.PressAsync("Revisar antes de aceitar", ("Offer", chosen));

        Assert.Equal("O que cabe em R$ 230,00 por mês", Heading(answer));
        Assert.Equal(["5 vezes de R$ 210,00", "6 vezes de R$ 175,00"], offers);
        Assert.Contains("Sobram R$ 20,00 do que você disse por mês.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.Page.QuerySelectorAll("input[checked]"));
        Assert.Equal($"/contas/{debt.Id}/quanto-cabe", answer.Path);
        Assert.Contains("6 vezes de R$ 175,00", review.Text, StringComparison.Ordinal);
        Assert.StartsWith("Acordo aceito", (await review.PressAsync("Aceitar e ir para o pagamento")).Heading, StringComparison.Ordinal);
        var due = await world.DoAsync(debt.PersonKey, (AppDb db) => db.Instalments.OrderBy(i => i.Number).Select(i => i.DueOn).ToListAsync());
        Assert.All(due.Skip(1), on => Assert.Equal(12, on.Day));
    }

    [Fact]
    public async Task What_leaves_something_over_comes_before_what_takes_it_all()
    {
        var answer = await AskAsync(await DebtAsync(), ("Monthly", "210"));

        Assert.Equal(["6 vezes de R$ 175,00", "5 vezes de R$ 210,00"], Plans(answer));
        Assert.Contains("Usa tudo o que você disse por mês.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_that_fits_is_found_among_those_the_other_page_has_no_room_for()
    {
        var debt = await DebtAsync(World.PolicyOf(instalments: 60));

        var answer = await AskAsync(debt, ("Monthly", "106"));

        Assert.Contains("10 vezes de R$ 105,00", Plans(answer));
        Assert.DoesNotContain(await world.OffersAsync(debt), o => o.Terms.Payments.Count == 10);
    }

    [Fact]
    public async Task Going_on_without_a_choice_asks_for_one_and_keeps_what_was_told()
    {
        var answer = await AskAsync(await DebtAsync(), ("Monthly", "230"), ("Income", "1.500,00"), ("Needs", "900"));

        var again = await answer.PressAsync("Revisar antes de aceitar");

        Assert.Equal("Escolha uma proposta para continuar.", again.Page.QuerySelector(".error-summary a[href='#Offer']")!.TextContent);
        Assert.Equal(Plans(answer), Plans(again));
        Assert.Equal("1.500,00", again.Page.QuerySelector("#Income")!.GetAttribute("value"));
    }

    [Fact]
    public async Task When_nothing_fits_the_page_says_what_would_and_where_else_to_go()
    {
        var debt = await DebtAsync();

        var answer = await AskAsync(debt, ("Monthly", "100"));

        Assert.Equal("Nenhuma proposta cabe em R$ 100,00 por mês", Heading(answer));
        Assert.Contains("A mais leve de hoje pede R$ 175,00 no mês mais caro", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Defensoria Pública", answer.Text, StringComparison.Ordinal);
        Assert.Equal("100", answer.Page.QuerySelector("#Monthly")!.GetAttribute("value"));
        Assert.Equal($"/contas/{debt.Id}/contraproposta", (await answer.ClickAsync("Faça a sua proposta")).Path);
        Assert.Equal("/seus-direitos#ajuda", answer.Page.QuerySelector("a[href$='#ajuda']")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("", "", "", "true", "Nada muda na sua conta")]
    [InlineData("0", "", "", "", "Nada muda na sua conta")]
    [InlineData("", "900", "900", "", "leva tudo o que entra")]
    [InlineData("", "900", "1.000,50", "", "faltam R$ 100,50 por mês")]
    public async Task With_nothing_left_nothing_is_offered_and_help_is_free(string monthly, string income, string needs, string nothing, string words)
    {
        var debt = await DebtAsync();

        var answer = await AskAsync(debt, ("Monthly", monthly), ("Income", income), ("Needs", needs), ("Nothing", nothing));

        Assert.Equal("Hoje não sobra nada", Heading(answer));
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
        Assert.Contains("Procon", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.Page.QuerySelectorAll("input[type=radio]"));
        Assert.Empty(await world.DoAsync(debt.PersonKey, (AppDb db) => db.OfferQuotes.AsNoTracking().ToListAsync()));
    }

    [Fact]
    public async Task Left_blank_the_amount_is_what_the_account_leaves()
    {
        var answer = await AskAsync(await DebtAsync(), ("Monthly", ""), ("Income", "2.000"), ("Needs", "1.780"));

        Assert.Equal("O que cabe em R$ 220,00 por mês", Heading(answer));
        Assert.DoesNotContain("mínimo existencial", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_is_left_is_said_gently()
    {
        var answer = await AskAsync(await DebtAsync(), ("Monthly", "230"), ("Income", "2.000"), ("Needs", "1.900"));

        Assert.Contains("É mais do que sobra", answer.Text, StringComparison.Ordinal);
        Assert.Contains("sobram R$ 100,00 por mês", answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(Plans(answer));
    }

    // R$ 600,00 of R$ 790,00 are left by R$ 175,00 and not by R$ 210,00; exactly R$ 600,00 is enough.
    [Theory]
    [InlineData("790", 1)]
    [InlineData("810", 0)]
    [InlineData("700", 2)]
    [InlineData("200", 2)]
    public async Task A_plan_that_eats_what_the_law_keeps_for_living_is_marked_and_help_is_named(string income, int marked)
    {
        var answer = await AskAsync(await DebtAsync(), ("Monthly", "230"), ("Income", income));

        Assert.Equal(marked, answer.Page.QuerySelectorAll(".choice .warning").Length);
        Assert.Equal(marked > 0, answer.Text.Contains("mínimo existencial (Decreto 11.150/2022)", StringComparison.Ordinal));
        Assert.Equal(marked > 0, answer.Page.QuerySelector("a[href$='#ajuda']") is not null);
        Assert.True(marked != 1 || answer.Page.QuerySelectorAll(".choice")[^1].QuerySelector(".warning") is not null);
    }

    [Theory]
    [InlineData("Monthly", "Diga quanto cabe por mês.", "", "", "", "")]
    [InlineData("Monthly", "Digite um valor em reais, como 150,00.", "pouco", "", "", "")]
    [InlineData("Monthly", "Diga quanto cabe por mês.", "", "", "", "900")]
    [InlineData("Income", "Digite um valor em reais, como 150,00.", "200", "", "um salário", "")]
    [InlineData("Needs", "Digite um valor em reais, como 150,00.", "200", "", "1500", "-3")]
    [InlineData("Day", "Escolha um dos dias da lista.", "200", "32", "", "")]
    public async Task What_cannot_be_read_is_said_at_its_field_and_stays(string field, string words, string monthly, string day, string income, string needs)
    {
        var answer = await AskAsync(await DebtAsync(), ("Monthly", monthly), ("Day", day), ("Income", income), ("Needs", needs));

        Assert.StartsWith(words, answer.Page.QuerySelector($".error-summary a[href='#{field}']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(answer.Page.QuerySelector($"#{field}-problem"));
        Assert.Equal(monthly, answer.Page.QuerySelector("#Monthly")!.GetAttribute("value") ?? "");
        Assert.Equal(income, answer.Page.QuerySelector("#Income")!.GetAttribute("value") ?? "");
        Assert.Equal(income + needs != "", answer.Page.QuerySelector("details[open] #Income") is not null);
    }

    [Fact]
    public async Task Without_offers_the_page_says_so_and_names_the_other_ways()
    {
        var debt = await world.DebtAsync(await world.CreditorAsync(), of: Cpfs.New());

        var screen = await OpenAsync(debt, "/quanto-cabe");

        Assert.Contains("O credor não publicou condições para esta conta.", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Defensoria Pública", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_accounts_together_are_asked_about_the_same_way()
    {
        var cpf = Cpfs.New();
        var (creditor, first) = await CreditorAndDebtAsync(of: cpf);
        var second = await world.DebtAsync(creditor, cpf);

        var answer = await (await OpenAsync(first, $"/quanto-cabe?com={second.Id}")).PressAsync("Ver o que cabe", ("Monthly", "350"));

        Assert.Equal(["6 vezes de R$ 350,00"], Plans(answer));
        Assert.Equal($"/contas/{first.Id}/quanto-cabe?com={second.Id}", answer.Path);
        Assert.Contains("Juntar menos contas", (await answer.PressAsync("Ver o que cabe", ("Monthly", "10"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_changed_meanwhile_and_an_account_closed_meanwhile_are_looked_at_anew()
    {
        var (creditor, debt) = await CreditorAndDebtAsync();
        var form = await OpenAsync(debt, "/quanto-cabe");
        await world.ReplacePolicyAsync(creditor, World.PolicyOf(instalments: 3));
        Assert.Equal("Nenhuma proposta cabe em R$ 230,00 por mês", Heading(await form.PressAsync("Ver o que cabe", ("Monthly", "230"))));

        await world.AgreementAsync(debt);

        Assert.Contains("Esta conta está em um acordo", (await form.PressAsync("Ver o que cabe", ("Monthly", "230"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_of_somebody_else_is_not_found()
    {
        var debt = await DebtAsync();
        var mine = await OpenAsync(await DebtAsync(), "/quanto-cabe");
        var token = mine.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("Monthly", "230"), new("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.NotFound, (await mine.Browser.GetAsync($"/contas/{debt.Id}/quanto-cabe")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.Browser.PostAsync($"/contas/{debt.Id}/quanto-cabe", form)).StatusCode);
    }

    [Fact]
    public async Task What_is_told_of_the_income_is_written_nowhere()
    {
        var (creditor, debt) = await CreditorAndDebtAsync();
        var form = await OpenAsync(debt, "/quanto-cabe");
        Assert.Contains("O que você escrever aqui não é guardado, e o credor não vê.", form.Text, StringComparison.Ordinal);

        var answer = await form.PressAsync("Ver o que cabe", ("Monthly", "229,87"), ("Income", "7.431,09"), ("Needs", "6.918,43"));
        var offer = answer.Page.QuerySelector("input[type=radio]")!.GetAttribute("value")!;
        var review = await answer.PressAsync("Revisar antes de aceitar", ("Offer", offer));
        await review.PressAsync("Aceitar e ir para o pagamento");

        Assert.Equal($"/contas/{debt.Id}/revisar?proposta={offer}", review.Path);
        Assert.True(await CountAsync(creditor, $"{debt.PersonKey}") > 0, "The search finds nothing at all.");

        foreach (var told in new[] { "743109", "7431.09", "7.431,09", "691843", "6918.43", "22987", "229.87", "229,87" })
        {
            Assert.Equal(0, await CountAsync(creditor, told));
        }
    }

    // Rows of every table in which these words stand by themselves, whatever the column: within an id or a hash any digits may be.
    private async Task<long> CountAsync(Creditor creditor, string words)
    {
        await using var connection = new NpgsqlConnection(world.Database.ConnectionStringOf(HostRole.Owner));
        await connection.OpenAsync();
        await using var search = new NpgsqlCommand(
            """
            select set_config('app.creditor_id', $1, false);
            """, connection)
        { Parameters = { new() { Value = $"{creditor.Id}" } } };
        await search.ExecuteNonQueryAsync();
        await using var count = new NpgsqlCommand(
            """
            select coalesce(sum((xpath('/row/n/text()', query_to_xml(format('select count(*) n from %I t where t::text ~ %L', tablename, $1), false, true, '')))[1]::text::bigint), 0)::bigint
            from pg_tables where schemaname = 'public'
            """, connection)
        { Parameters = { new() { Value = $"(^|[^0-9A-Za-z]){Regex.Escape(words)}([^0-9A-Za-z]|$)" } } };
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static string Heading(Screen screen) => screen.Page.QuerySelector("h1")!.LastChild!.TextContent.Replace('\u00a0', ' ');

    private static List<string> Plans(Screen screen) =>
        [.. screen.Page.QuerySelectorAll(".choice input + span").Select(plan => plan.TextContent.Replace('\u00a0', ' '))];

    private async Task<Screen> AskAsync(Debt debt, params (string, string)[] told) => await (await OpenAsync(debt, "/quanto-cabe")).PressAsync("Ver o que cabe", told);

    private Task<Screen> OpenAsync(Debt debt, string page) => Screen.OpenAsync(world.Site.BrowserOf(debt.PersonKey), $"/contas/{debt.Id}{page}");

    private async Task<Debt> DebtAsync(PolicyDocument? policy = null) => (await CreditorAndDebtAsync(policy)).Debt;

    private async Task<(Creditor Creditor, Debt Debt)> CreditorAndDebtAsync(PolicyDocument? policy = null, TaxId? of = null)
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor, document: policy);
        return (creditor, await world.DebtAsync(creditor, of ?? Cpfs.New()));
    }
}
