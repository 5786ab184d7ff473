using System.Net;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Pages;

/// <summary>Several accounts of one creditor in one agreement: which, at what price, and one yes.</summary>
public sealed class JoinTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task From_the_home_page_to_one_agreement_over_the_accounts_that_were_picked()
    {
        var (first, second, third) = await ThreeAsync();

        var choice = await (await OpenAsync(first, "/inicio")).ClickAsync("Juntar em um acordo só");
        var offers = await choice.PressAsync("Ver propostas para as marcadas", ("com", $"{second.Id}"));
        var quote = (await world.OffersAsync(first, second)).First(q => q.Terms.Payments.Count == 3);
        var review = await offers.PressAsync("Revisar antes de aceitar", ("Offer", $"{quote.Id}"));
        var accepted = await review.PressAsync("Aceitar e ir para o pagamento");

        Assert.Equal($"/contas/{first.Id}/propostas?com={second.Id}", offers.Path);
        Assert.Empty(choice.Page.QuerySelectorAll("input[checked]"));
        Assert.Contains($"Juntas hoje, com juros e multa {quote.Terms.Balance.Total}".Replace('\u00a0', ' '), offers.Text, StringComparison.Ordinal);
        Assert.All(quote.Terms.Debts, share => Assert.Contains($"Hoje {share.Balance.Total}".Replace('\u00a0', ' '), review.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(third.Contract, review.Text, StringComparison.Ordinal);
        Assert.Equal("Acordo aceito. Falta pagar a 1ª parcela", accepted.Heading);
        Assert.Equal([DebtStatus.UnderAgreement, DebtStatus.UnderAgreement, DebtStatus.Open], await StatusesAsync(first, second, third));
    }

    [Fact]
    public async Task The_second_button_takes_all_of_them()
    {
        var (first, second, third) = await ThreeAsync();

        var offers = await (await OpenAsync(first, $"/contas/{first.Id}/juntar")).PressAsync("Juntar todas as 3", ("All", "true"));

        Assert.Contains($"com={second.Id}", offers.Path, StringComparison.Ordinal);
        Assert.Contains($"com={third.Id}", offers.Path, StringComparison.Ordinal);
        Assert.Contains("Todas encerram as 3 contas de uma vez", offers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_back_to_change_the_accounts_finds_them_ticked()
    {
        var (first, _, third) = await ThreeAsync();
        var offers = await OpenAsync(first, $"/contas/{first.Id}/propostas?com={third.Id}");

        var choice = await offers.ClickAsync("Mudar as contas");

        Assert.Equal($"{third.Id}", Assert.Single(choice.Page.QuerySelectorAll("input[checked]")).GetAttribute("value"));
    }

    [Fact]
    public async Task Going_on_with_nothing_ticked_asks_for_one()
    {
        var (first, _, _) = await ThreeAsync();

        var screen = await (await OpenAsync(first, $"/contas/{first.Id}/juntar")).PressAsync("Ver propostas para as marcadas");

        Assert.Equal("Marque pelo menos uma conta para juntar.", screen.Page.QuerySelector(".error-summary a[href='#com']")!.TextContent);
        Assert.NotNull(screen.Page.QuerySelector("#com"));
    }

    [Fact]
    public async Task More_than_an_agreement_holds_is_said_and_no_tick_is_lost()
    {
        var (creditor, cpf) = (await CreditorAsync(), Cpfs.New());
        var debts = new List<Debt>();

        for (var i = 0; i <= QuoteOffers.MaxDebts; i++)
        {
            debts.Add(await world.DebtAsync(creditor, of: cpf));
        }

        var screen = await (await OpenAsync(debts[0], $"/contas/{debts[0].Id}/juntar"))
            .PressAsync("Ver propostas para as marcadas", [.. debts.Skip(1).Select(d => ("com", $"{d.Id}"))]);

        Assert.Contains("Um acordo junta no máximo 50 contas. Desmarque algumas.", screen.Text, StringComparison.Ordinal);
        Assert.Equal(QuoteOffers.MaxDebts, screen.Page.QuerySelectorAll("input[checked]").Length);
        Assert.DoesNotContain("Juntar todas", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_closed_before_the_choice_is_sent_is_told_and_the_others_stay_ticked()
    {
        var (first, second, third) = await ThreeAsync();
        var choice = await OpenAsync(first, $"/contas/{first.Id}/juntar");
        await world.AgreementAsync(second);

        var screen = await choice.PressAsync("Ver propostas para as marcadas", ("com", $"{second.Id}"), ("com", $"{third.Id}"));

        Assert.Contains("Uma das contas marcadas já tem um acordo", screen.Page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{third.Id}", Assert.Single(screen.Page.QuerySelectorAll("input[type=checkbox][checked]")).GetAttribute("value"));
    }

    [Fact]
    public async Task An_address_with_a_closed_account_says_which_and_goes_on_without_it()
    {
        var (first, second, third) = await ThreeAsync();
        await world.AgreementAsync(second);

        var screen = await OpenAsync(first, $"/contas/{first.Id}/propostas?com={second.Id}&com={third.Id}");

        Assert.Contains($"contrato {second.Contract} já tem um acordo ou já foi encerrada.", screen.Text, StringComparison.Ordinal);
        Assert.Empty(screen.Page.QuerySelectorAll("input[type=radio]"));
        Assert.Equal($"/contas/{first.Id}/propostas?com={third.Id}", (await screen.ClickAsync("Ver propostas para as outras 2 contas")).Path);
    }

    [Fact]
    public async Task Accounts_of_two_creditors_do_not_go_together()
    {
        var cpf = Cpfs.New();
        var here = await world.DebtAsync(await CreditorAsync(), of: cpf);
        var there = await world.DebtAsync(await CreditorAsync(), of: cpf);

        var screen = await OpenAsync(here, $"/contas/{here.Id}/propostas?com={there.Id}");

        Assert.Contains("Só contas da mesma pessoa com o mesmo credor", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"contrato {there.Contract} é de outro credor.", screen.Text, StringComparison.Ordinal);
        Assert.Equal($"/contas/{here.Id}/propostas", (await screen.ClickAsync("Ver propostas só de")).Path);
    }

    [Fact]
    public async Task The_account_of_somebody_else_and_nonsense_are_not_found_and_not_repeated()
    {
        var creditor = await CreditorAsync();
        var mine = await world.DebtAsync(creditor, of: Cpfs.New());
        var other = await world.DebtAsync(creditor, of: Cpfs.New());

        foreach (var (query, secret) in new[] { ($"com={other.Id}", other.Contract), ("com=%3Cb%3Econta-inventada", "conta-inventada"), ($"com={other.Id}&com={mine.Id}", $"{other.Id}") })
        {
            foreach (var page in new[] { "propostas", "quanto-cabe" })
            {
                var screen = await OpenAsync(mine, $"/contas/{mine.Id}/{page}?{query}");
                Assert.Contains("Não encontramos uma das contas deste endereço.", screen.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(secret, screen.Page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
            }
        }

        foreach (var page in new[] { "juntar", "propostas", "quanto-cabe" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(mine, $"/contas/{other.Id}/{page}?com={mine.Id}")).Status);
        }

        Assert.Empty(await world.DoAsync(other.PersonKey, (AppDb db) => db.OfferQuotes.AsNoTracking().ToListAsync()));
    }

    [Fact]
    public async Task One_closed_between_reading_and_saying_yes_ends_the_offer_and_nothing_is_accepted()
    {
        var (first, second, third) = await ThreeAsync();
        var quote = (await world.OffersAsync(first, second, third))[0];
        var review = await OpenAsync(first, $"/contas/{first.Id}/revisar?proposta={quote.Id}");
        await world.AgreementAsync(second);

        var refused = await review.PressAsync("Aceitar e ir para o pagamento");
        var again = await OpenAsync(first, review.Path);

        foreach (var screen in new[] { refused, again })
        {
            Assert.Equal("Esta proposta não vale mais", screen.Heading);
            Assert.Contains($"contrato {second.Contract} já tem um acordo", screen.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Aceitar e ir", screen.Text, StringComparison.Ordinal);
        }

        Assert.Equal([DebtStatus.Open, DebtStatus.UnderAgreement, DebtStatus.Open], await StatusesAsync(first, second, third));
        Assert.Equal("Como você quer pagar?", (await refused.ClickAsync("Ver propostas para as outras 2")).Page.QuerySelector("h1")!.LastChild!.TextContent);
    }

    [Fact]
    public async Task A_second_yes_finds_the_agreement_of_the_first()
    {
        var (first, second, _) = await ThreeAsync();
        var quote = (await world.OffersAsync(first, second))[0];
        var review = await OpenAsync(first, $"/contas/{first.Id}/revisar?proposta={quote.Id}");
        await review.PressAsync("Aceitar e ir para o pagamento");

        var screen = await review.PressAsync("Aceitar e ir para o pagamento");

        Assert.Contains("Esta conta está em um acordo", screen.Text, StringComparison.Ordinal);
        Assert.Equal(1, await world.DoAsync(first.PersonKey, (AppDb db) => db.Agreements.CountAsync()));
    }

    [Fact]
    public async Task An_offer_is_reviewed_at_its_own_address_and_by_its_own_person()
    {
        var (first, second, _) = await ThreeAsync();
        var quote = (await world.OffersAsync(first, second))[0];
        var stranger = await world.DebtAsync(await CreditorAsync(), of: Cpfs.New());

        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(first, $"/contas/{second.Id}/revisar?proposta={quote.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(stranger, $"/contas/{first.Id}/revisar?proposta={quote.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(stranger, $"/contas/{stranger.Id}/revisar?proposta={quote.Id}")).Status);
    }

    [Fact]
    public async Task A_policy_that_changes_binds_what_was_shown_and_may_offer_nothing_together()
    {
        var creditor = await CreditorAsync();
        var cpf = Cpfs.New();
        var small = await world.DebtAsync(creditor, of: cpf, principal: Money.OfCents(10_000));
        var large = await world.DebtAsync(creditor, of: cpf, principal: Money.OfCents(500_000));
        var quote = (await world.OffersAsync(small, large))[0];
        await world.ReplacePolicyAsync(creditor, new PolicyDocument
        {
            Rules =
            [
                new() { Id = "pequenas", When = new() { Balance = new(null, Money.OfCents(100_000)) }, Terms = [new() { Id = "a", Form = PaymentForm.SinglePayment }] },
                new() { Id = "grandes", Priority = 1, When = new() { Balance = new(Money.OfCents(100_001)) }, Terms = [new() { Id = "b", Form = PaymentForm.SinglePayment }] },
            ],
        });

        var offers = await OpenAsync(small, $"/contas/{small.Id}/propostas?com={large.Id}");
        var review = await OpenAsync(small, $"/contas/{small.Id}/revisar?proposta={quote.Id}");

        Assert.Contains("Não há proposta para estas contas juntas", offers.Text, StringComparison.Ordinal);
        Assert.NotNull((await offers.ClickAsync($"Ver propostas de Cartão, contrato {large.Contract}")).Page.QuerySelector("input[type=radio]"));
        Assert.StartsWith("Acordo aceito", (await review.PressAsync("Aceitar e ir para o pagamento")).Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_account_has_nothing_to_be_joined_with()
    {
        var only = await world.DebtAsync(await CreditorAsync(), of: Cpfs.New());

        Assert.Contains("Não há outra conta para juntar", (await OpenAsync(only, $"/contas/{only.Id}/juntar")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Juntar em um acordo só", (await OpenAsync(only, "/inicio")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Juntar em um acordo só", (await OpenAsync(only, $"/contas/{only.Id}/propostas")).Text, StringComparison.Ordinal);
    }

    private Task<Screen> OpenAsync(Debt debt, string url) => Screen.OpenAsync(world.Site.BrowserOf(debt.PersonKey), url);

    private async Task<Creditor> CreditorAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        return creditor;
    }

    // The oldest first, as pages list them.
    private async Task<(Debt First, Debt Second, Debt Third)> ThreeAsync()
    {
        var (creditor, cpf) = (await CreditorAsync(), Cpfs.New());
        return (
            await world.DebtAsync(creditor, cpf, lateDays: 120),
            await world.DebtAsync(creditor, cpf, Money.OfCents(33_333), lateDays: 100),
            await world.DebtAsync(creditor, cpf, Money.OfCents(50_000), lateDays: 80));
    }

    private async Task<DebtStatus[]> StatusesAsync(params Debt[] debts)
    {
        var now = await world.DoAsync(debts[0].PersonKey, (AppDb db) => db.Debts.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Status));
        return [.. debts.Select(d => now[d.Id])];
    }
}
