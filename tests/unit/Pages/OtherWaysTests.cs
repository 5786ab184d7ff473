using System.Net;
using Shared.Agreements;
using Shared.Payments;
using Tests.Payments.Stripe;

namespace Tests.Pages;

/// <summary>Paying an instalment by boleto and by card, as a browser without JavaScript sees it.</summary>
public sealed class OtherWaysTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private readonly PortalHost _portal = new(world);
    private StripeStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await StripeStage.SetAsync(world);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task The_pix_page_offers_what_the_creditors_accounts_take_and_leads_there()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();

        var screen = await OpenAsync(agreement, "pagar");
        var boleto = await screen.ClickAsync("Pagar com boleto");
        var card = await boleto.ClickAsync("Pagar com cartão");

        Assert.Equal(["Pague com Pix", "Pague com boleto", "Pague com cartão"], [screen.Heading, boleto.Heading, card.Heading]);
        Assert.DoesNotContain(boleto.Page.QuerySelectorAll("nav a"), a => a.TextContent == "Pagar com boleto");
        Assert.Equal(3, (await _stage.ChargesAsync(creditor)).Count);
    }

    [Fact]
    public async Task Who_takes_pix_alone_offers_nothing_else()
    {
        var creditor = await world.CreditorAsync();
        var bank = await world.BankAsync(creditor);
        await World.MustAsync(world.DoAsync(creditor, (ReviseGatewayAccount revise) =>
            revise.ExecuteAsync(new(bank.Id, null, null, [PaymentMethod.Pix], null, null), Actor.ApiKey("test"))));
        await world.PolicyAsync(creditor);
        var agreement = await world.AgreementAsync(await world.DebtAsync(creditor, of: Cpfs.New()));

        Assert.DoesNotContain("de outro jeito", (await OpenAsync(agreement, "pagar")).Text, StringComparison.Ordinal);
        Assert.Contains("Não deu para pagar assim agora", (await OpenAsync(agreement, "boleto")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_boleto_page_shows_line_bars_last_day_and_that_play_money_is_worth_nothing()
    {
        var (_, _, agreement) = await _stage.DealAsync();

        var screen = await OpenAsync(agreement, "boleto");

        var line = screen.Page.QuerySelector("textarea")!.TextContent;
        Assert.True(BoletoCode.TryParse(line, out _), line);
        Assert.NotNull(screen.Page.QuerySelector("[role=img] svg path"));
        Assert.Contains("SEM VALOR", screen.Text, StringComparison.Ordinal);
        var last = BusinessCalendar.Bank.AddBusinessDays(world.Today, 3);
        Assert.Contains($"Pague até {last.InWords}", screen.Text, StringComparison.Ordinal);
        Assert.Equal(line, (await OpenAsync(agreement, "boleto")).Page.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public async Task Saying_that_a_boleto_is_paid_comes_back_to_it_and_speaks_of_business_days()
    {
        var (_, _, agreement) = await _stage.DealAsync();

        var screen = await (await OpenAsync(agreement, "boleto")).PressAsync("Já paguei");

        Assert.Equal("Pague com boleto", screen.Heading);
        Assert.Contains("até 2 dias úteis para aparecer aqui", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_boleto_on_its_way_is_confirmed_on_both_pages_and_then_has_its_receipt()
    {
        var (_, _, agreement) = await _stage.DealAsync();
        await OpenAsync(agreement, "boleto");
        var charge = await ChargeAsync(agreement);
        _stage.Books.PayBoleto(charge.GatewayReference!);
        await world.LookAsync(charge);

        var (boleto, pix) = (await OpenAsync(agreement, "boleto"), await OpenAsync(agreement, "pagar"));
        _stage.Books.ClearBoleto(charge.GatewayReference!);
        await world.LookAsync(charge);
        var receipt = await OpenAsync(agreement, "boleto");

        Assert.All([boleto, pix], screen => Assert.Contains("Estamos confirmando o pagamento", screen.Text, StringComparison.Ordinal));
        Assert.All([boleto, pix], screen => Assert.DoesNotContain("de outro jeito", screen.Text, StringComparison.Ordinal));
        Assert.Equal("Pagamento recebido", receipt.Heading);
        Assert.Contains($"Boleto de {charge.Amount}".Replace('\u00a0', ' '), receipt.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("E2E", receipt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_the_boleto_page_says_what_is_missing()
    {
        var (creditor, _, agreement) = await _stage.DealAsync();
        await _stage.ResideAsync(creditor, street: null);

        var screen = await OpenAsync(agreement, "boleto");

        Assert.Contains("o banco pede o seu endereço", screen.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, screen.Status);
    }

    [Fact]
    public async Task The_card_page_leads_to_the_hosted_one_and_being_back_proves_nothing()
    {
        var (_, _, agreement) = await _stage.DealAsync();

        var screen = await OpenAsync(agreement, "cartao");
        var charge = await ChargeAsync(agreement);
        var back = await OpenAsync(agreement, "cartao/volta");

        Assert.Equal(charge.CheckoutUrl, screen.Page.QuerySelector("a.button")!.GetAttribute("href"));
        Assert.Equal("Ainda não recebemos o pagamento", back.Heading);
        Assert.Equal(ChargeStatus.Waiting, (await _stage.NowAsync(charge)).Status);
        var asked = _stage.Stripe.Heard.Single(r => r.Act == "POST /v1/checkout/sessions").Form;
        Assert.EndsWith($"/acordos/{agreement.Id}/parcelas/1/cartao/volta", asked.Text("success_url"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back_from_the_card_page_what_stripe_says_is_shown()
    {
        var (_, _, agreement) = await _stage.DealAsync();
        await OpenAsync(agreement, "cartao");
        var charge = await ChargeAsync(agreement);
        _stage.Books.PayCard(charge.GatewayReference!);
        await world.LookAsync(charge);

        var back = await OpenAsync(agreement, "cartao/volta");

        Assert.Equal("Pagamento recebido", back.Heading);
        Assert.Contains("Cartão de", back.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("boleto")]
    [InlineData("cartao")]
    [InlineData("cartao/volta")]
    public async Task The_instalment_of_somebody_else_is_not_found(string page)
    {
        var (_, _, mine) = await _stage.DealAsync();
        var (_, _, other) = await _stage.DealAsync();

        var screen = await Screen.OpenAsync(_portal.BrowserOf(mine.PersonKey), $"/acordos/{other.Id}/parcelas/1/{page}");

        Assert.Equal(HttpStatusCode.NotFound, screen.Status);
        Assert.Empty(_stage.Stripe.Heard);
    }

    private Task<Screen> OpenAsync(Agreement agreement, string page) =>
        Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}/parcelas/1/{page}");

    private Task<Charge> ChargeAsync(Agreement agreement) => world.DoAsync(HostRole.Owner, (AppDb db) =>
        db.Charges.IgnoreQueryFilters().AsNoTracking().SingleAsync(c => c.PersonKey == agreement.PersonKey));
}
