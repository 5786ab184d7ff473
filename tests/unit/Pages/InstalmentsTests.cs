using System.Net;
using System.Text.Json;
using Shared.Agreements;
using Shared.Payments;

namespace Tests.Pages;

public sealed class InstalmentsTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task The_pix_page_shows_one_code_who_receives_it_and_until_when()
    {
        var agreement = await AgreementAsync();

        var screen = await PayAsync(agreement);

        var code = screen.Page.QuerySelector("textarea")!.TextContent;
        Assert.Empty(BrCode.FlawsOf(code));
        Assert.Contains("o nome que aparece é Loja Azul", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"Este código vale até {world.Today.InWords}, às 23h59", screen.Text, StringComparison.Ordinal);
        Assert.NotNull(screen.Page.QuerySelector("[role=img] svg"));
        Assert.Equal(code, (await PayAsync(agreement)).Page.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public async Task The_page_that_waits_hears_of_the_payment()
    {
        var screen = await PayAsync(await AgreementAsync());
        var watch = screen.Page.QuerySelector("[data-status-url]")!;
        var url = watch.GetAttribute("data-status-url")!;
        Assert.Equal(watch.GetAttribute("data-state"), await StateAsync(screen.Browser, url));

        await screen.PressAsync("Simular pagamento");
        await world.LookAsync(await ChargeAsync(screen));

        Assert.Equal("paid", await StateAsync(screen.Browser, url));
    }

    [Fact]
    public async Task Having_paid_leads_from_the_pix_page_to_the_receipt()
    {
        var agreement = await AgreementAsync();
        var screen = await (await PayAsync(agreement)).PressAsync("Simular pagamento");
        await world.LookAsync(await ChargeAsync(screen));

        screen = await PayAsync(agreement);

        Assert.Equal("Pagamento recebido", screen.Heading);
        Assert.Contains("Faltam 2 parcelas.", screen.Text, StringComparison.Ordinal);
        Assert.Matches("Identificação \\(E2E\\) E[0-9]{8}", screen.Text);
        Assert.Contains("CNPJ 11.222.333/0001-81", screen.Text, StringComparison.Ordinal);
        var pdf = await screen.Browser.GetAsync($"{screen.Path}.pdf");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Saying_it_is_paid_before_it_is_asks_not_to_pay_again()
    {
        var screen = await PayAsync(await AgreementAsync());

        screen = await screen.PressAsync("Já paguei");

        Assert.Equal("Pague com Pix", screen.Heading);
        Assert.Contains("Não pague de novo", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ainda não achamos", (await Screen.OpenAsync(screen.Browser, screen.Path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_paid_is_kept_and_the_rest_is_asked_for()
    {
        var agreement = await AgreementAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge, Money.OfCents(1000));
        await world.LookAsync(charge);

        var screen = await PayAsync(agreement);

        Assert.Contains("Recebemos R$ 10,00.", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"Valor {charge.Amount - Money.OfCents(1000)}".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_of_what_is_not_paid_leads_to_paying()
    {
        var agreement = await AgreementAsync();

        var screen = await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}/parcelas/2/comprovante");

        Assert.Equal($"/acordos/{agreement.Id}/parcelas/2/pagar", screen.Path);
    }

    [Fact]
    public async Task The_receipt_of_a_late_payment_tells_the_charges_apart_and_calls_nothing_too_much()
    {
        var agreement = await AgreementAsync();
        var first = agreement.Terms.Payments[0];
        world.Clock.Advance(TimeSpan.FromDays(AgreementDays.LastDayInTime(first.DueOn).DayNumber - world.Today.DayNumber + 1));
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.LookAsync(charge);

        var screen = await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}/parcelas/1/comprovante");

        Assert.True(charge.Amount > first.Amount, "It cost more than in time.");
        Assert.Contains($"Recebemos {charge.Amount} em".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
        Assert.Contains($"Multa e juros pelo atraso {charge.Amount - first.Amount}".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chegou mais", screen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conferir")]
    [InlineData("simular")]
    public async Task The_charge_of_somebody_else_is_not_found(string act)
    {
        var mine = await PayAsync(await AgreementAsync());
        var other = await ChargeAsync(await PayAsync(await AgreementAsync()));
        var token = mine.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var url = mine.Path.Replace("pagar", act, StringComparison.Ordinal);

        using var form = new FormUrlEncodedContent([new("charge", other.Id.ToString()), new("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.NotFound, (await mine.Browser.PostAsync(url, form)).StatusCode);
    }

    [Fact]
    public async Task Without_a_bank_nothing_is_charged_and_the_agreement_stays()
    {
        var creditor = await world.CreditorAsync();
        await world.PolicyAsync(creditor);
        var agreement = await world.AgreementAsync(await world.DebtAsync(creditor, of: Cpfs.New()), payments: 3);

        var screen = await PayAsync(agreement);

        Assert.Equal(HttpStatusCode.OK, screen.Status);
        Assert.Contains("Não deu para gerar o código agora", screen.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _portal.Dispose();

    private async Task<Agreement> AgreementAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        return await world.AgreementAsync(await world.DebtAsync(creditor, of: Cpfs.New()), payments: 3);
    }

    private Task<Screen> PayAsync(Agreement agreement) =>
        Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}/parcelas/1/pagar");

    private async Task<Charge> ChargeAsync(Screen screen)
    {
        var id = Id<Charge>.Parse(screen.Page.QuerySelector("input[name=charge]")!.GetAttribute("value")!);
        return await world.DoAsync(HostRole.Owner, (AppDb db) => db.Charges.IgnoreQueryFilters().AsNoTracking().SingleAsync(c => c.Id == id));
    }

    private static async Task<string> StateAsync(HttpClient browser, string url) =>
        JsonDocument.Parse(await browser.GetStringAsync(url)).RootElement.GetProperty("state").GetString()!;
}
