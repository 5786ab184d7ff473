using System.Net;
using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Pages;

public sealed class AccountsTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task An_account_says_where_its_amount_comes_from()
    {
        var debt = await DebtAsync();

        var screen = await OpenAsync(debt, "");

        Assert.Contains("Multa 2% sobre R$ 1.000,00, uma vez só", screen.Text, StringComparison.Ordinal);
        Assert.Contains("1% ao mês sobre R$ 1.000,00, por 90 dias", screen.Text, StringComparison.Ordinal);
        Assert.Equal(debt.BalanceOn(world.Today, IndexTable.Empty).Total.ToString(), screen.Page.QuerySelector("tfoot .number")!.TextContent);
        Assert.Contains("Loja Azul Comércio Ltda. CNPJ 11.222.333/0001-81", screen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/propostas")]
    [InlineData("/revisar")]
    public async Task The_account_of_somebody_else_is_not_found(string page)
    {
        var debt = await DebtAsync();
        var stranger = _portal.BrowserOf(new PersonKey(Guid.CreateVersion7()));

        Assert.Equal(HttpStatusCode.NotFound, (await Screen.OpenAsync(stranger, $"/contas/{debt.Id}{page}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Screen.OpenAsync(stranger, $"/contas/abc{page}")).Status);
    }

    [Fact]
    public async Task Offers_stand_side_by_side_cheapest_first_and_none_is_chosen()
    {
        var debt = await DebtAsync();

        var screen = await OpenAsync(debt, "/propostas");

        var offers = await world.OffersAsync(debt);
        Assert.Equal(offers.Select(o => o.Id.ToString()), screen.Page.QuerySelectorAll("input[type=radio]").Select(r => r.GetAttribute("value")));
        Assert.Empty(screen.Page.QuerySelectorAll("input[checked]"));
        Assert.Contains($"Total: {offers[0].Terms.Total} · sem juros".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
        Assert.Contains($"A proposta vale até {offers[0].ValidUntil.InWords}", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_on_without_a_choice_asks_for_one()
    {
        var screen = await OpenAsync(await DebtAsync(), "/propostas");

        screen = await screen.PressAsync("Revisar antes de aceitar");

        Assert.Equal("Escolha uma proposta para continuar.", screen.Page.QuerySelector(".error-summary a[href='#Offer']")!.TextContent);
        Assert.NotNull(screen.Page.QuerySelector("#Offer"));
    }

    [Fact]
    public async Task Without_a_policy_the_page_says_there_is_no_offer()
    {
        var debt = await world.DebtAsync(await world.CreditorAsync(), of: Cpfs.New());

        Assert.Contains("Não há proposta para esta conta agora", (await OpenAsync(debt, "/propostas")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_reviewed_is_what_is_accepted()
    {
        var debt = await DebtAsync();
        var offer = (await world.OffersAsync(debt)).First(o => o.Terms.Payments.Count == 3);
        var screen = await (await OpenAsync(debt, "/propostas")).PressAsync("Revisar antes de aceitar", ("Offer", offer.Id.ToString()));
        Assert.Equal("Confira antes de aceitar", screen.Heading);
        Assert.Contains("o acordo pode ser desfeito", screen.Text, StringComparison.Ordinal);

        screen = await screen.PressAsync("Aceitar e ir para o pagamento");

        Assert.Equal("Acordo aceito. Falta pagar a 1ª parcela", screen.Heading);
        var agreement = Assert.Single(await AgreementsAsync(debt));
        Assert.Equal(offer.Id, agreement.QuoteId);
        Assert.Contains(agreement.Number, screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_click_finds_the_agreement_of_the_first()
    {
        var debt = await DebtAsync();
        var offer = (await world.OffersAsync(debt))[0];
        var review = await OpenAsync(debt, $"/revisar?proposta={offer.Id}");
        await review.PressAsync("Aceitar e ir para o pagamento");

        var screen = await review.PressAsync("Aceitar e ir para o pagamento");

        Assert.Contains("Esta conta está em um acordo", screen.Text, StringComparison.Ordinal);
        Assert.Single(await AgreementsAsync(debt));
    }

    [Fact]
    public async Task An_offer_that_ended_is_shown_beside_the_one_of_today()
    {
        var debt = await DebtAsync();
        var offer = (await world.OffersAsync(debt)).First(o => o.Terms.Payments.Count == 3);
        world.Clock.Advance(TimeSpan.FromDays(OfferQuote.ValidDays + 1));

        var screen = await OpenAsync(debt, $"/revisar?proposta={offer.Id}");

        Assert.Contains("A proposta mudou", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"total {offer.Terms.Total}".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
        Assert.Equal("Acordo aceito. Falta pagar a 1ª parcela", (await screen.PressAsync("Aceitar e ir para o pagamento")).Heading);
    }

    public void Dispose() => _portal.Dispose();

    private async Task<Debt> DebtAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        return await world.DebtAsync(creditor, of: Cpfs.New());
    }

    private Task<Screen> OpenAsync(Debt debt, string page) => Screen.OpenAsync(_portal.BrowserOf(debt.PersonKey), $"/contas/{debt.Id}{page}");

    private Task<List<Agreement>> AgreementsAsync(Debt debt) =>
        world.DoAsync(debt.PersonKey, (AppDb db) => db.Agreements.AsNoTracking().ToListAsync());
}
