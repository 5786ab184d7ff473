using System.Net;
using Shared.Agreements;
using Shared.Offers;
using Shared.Payments;

namespace Tests.Pages;

/// <summary>What a debtor may change about an agreement, from page to page.</summary>
public sealed class AgreementChangesTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task Stepping_back_says_what_it_changes_and_does_it_once()
    {
        var (_, agreement) = await world.DealAsync(paid: 0);

        var asked = await (await OpenAsync(agreement, "")).ClickAsync("Desistir do acordo");
        var done = await asked.PressAsync("Desistir do acordo");
        var again = await OpenAsync(agreement, "/desistir");

        Assert.Contains("A conta volta a ser o que era", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Este acordo foi cancelado", done.Text, StringComparison.Ordinal);
        Assert.Equal($"/acordos/{agreement.Id}", again.Path);
        Assert.Equal(AgreementStatus.Cancelled, (await world.AgreementNowAsync(agreement)).Status);
    }

    [Fact]
    public async Task A_date_moves_after_its_price_was_shown()
    {
        var (_, agreement) = await world.DealAsync();
        var to = agreement.Terms.Payments[1].DueOn.AddDays(7);

        var choice = await OpenAsync(agreement, "/mudar-data?parcela=2");
        var wrong = await choice.PressAsync("Ver quanto fica", ("data", "2030-01-01"));
        var preview = await choice.PressAsync("Ver quanto fica", ("data", $"{to:O}"));
        var done = await preview.PressAsync("Mudar a data");

        Assert.Contains("Erro: Escolha um dia", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Mudar não custa nada", preview.Text, StringComparison.Ordinal);
        Assert.Contains("A data era", done.Text, StringComparison.Ordinal);
        Assert.Contains(to.InWords, done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_instalment_shows_its_parts_and_can_be_paid_in_two()
    {
        var (_, agreement) = await world.DealAsync();
        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(2));

        var late = await (await OpenAsync(agreement, "")).ClickAsync("Ver o que dá para fazer");
        var preview = await late.PressAsync("Ver quanto fica", ("data", $"{world.Today.AddDays(10):O}"));
        var done = await preview.PressAsync("Pagar em duas partes");

        Assert.Contains("Juros de 2 dias", late.Text, StringComparison.Ordinal);
        Assert.Contains("Nas novas datas não há outra multa", preview.Text, StringComparison.Ordinal);
        Assert.Contains("(1ª parte)", done.Text, StringComparison.Ordinal);
        Assert.Contains("(2ª parte)", done.Text, StringComparison.Ordinal);
    }

    // 12/04 is 12 April: read the English way it would be 4 December, and out of the window.
    [Fact]
    public async Task A_date_typed_as_people_write_it_moves_and_a_second_click_changes_nothing()
    {
        var (_, agreement) = await world.DealAsync();
        var to = agreement.Terms.Payments[1].DueOn.AddDays(7);

        var choice = await OpenAsync(agreement, "/mudar-data?parcela=2");
        var nonsense = await choice.PressAsync("Ver quanto fica", ("data", "<amanhã>"));
        var preview = await choice.PressAsync("Ver quanto fica", ("data", $" {to:dd'/'MM'/'yyyy} "));
        await preview.PressAsync("Mudar a data");
        var again = await preview.PressAsync("Mudar a data");

        Assert.Contains("Erro: Escreva uma data que exista, como", nonsense.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("amanhã", nonsense.Page.Source.Text, StringComparison.Ordinal);
        Assert.Contains($"Nova data {to.InWords}", preview.Text, StringComparison.Ordinal);
        Assert.Equal($"/acordos/{agreement.Id}", again.Path);
        Assert.Contains("A data era", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_click_finds_the_halves_of_the_first()
    {
        var (_, agreement) = await world.DealAsync();
        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(2));
        var second = world.Today.AddDays(10);

        var preview = await (await OpenAsync(agreement, "/atrasei")).PressAsync("Ver quanto fica", ("data", $"{second:d'/'M'/'yyyy}"));
        await preview.PressAsync("Pagar em duas partes");
        var again = await preview.PressAsync("Pagar em duas partes");

        Assert.Contains($"até {second.InWords}", preview.Text, StringComparison.Ordinal);
        Assert.Equal($"/acordos/{agreement.Id}", again.Path);
        Assert.Equal(4, (await world.DoAsync(agreement.PersonKey, (AppDb db) => db.PlanAsync(agreement.Id, world.Today)))!.Lines.Count);
    }

    [Fact]
    public async Task Several_instalments_are_paid_with_one_code()
    {
        var (creditor, agreement) = await world.DealAsync();

        var price = await OpenAsync(agreement, "/antecipar?parcela=2&parcela=3");
        var pay = await price.PressAsync("Pagar com Pix");
        var code = pay.Page.QuerySelector("textarea")!.TextContent;
        var simulated = await pay.PressAsync("Simular pagamento");
        await world.LookAsync(creditor, await world.SeeAsync(creditor, db => db.Charges.SingleAsync(c => c.Purpose.StartsWith("prepayment:"))));
        var settled = await Screen.OpenAsync(simulated.Browser, simulated.Path);

        Assert.StartsWith("000201", code, StringComparison.Ordinal);
        Assert.Contains("Acordo quitado", settled.Text, StringComparison.Ordinal);
        Assert.Equal(-agreement.Total.Cents, (await world.LedgerAsync(creditor))[Shared.Ledger.Account.CreditorPayable]);
    }

    [Fact]
    public async Task A_late_agreement_is_exchanged_for_another_in_one_act()
    {
        var (_, agreement) = await world.DealAsync();
        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(2));

        var offers = await (await OpenAsync(agreement, "")).ClickAsync("Trocar por outro acordo");
        var offer = offers.Page.QuerySelector("input[type=radio]")!.GetAttribute("value")!;
        var review = await offers.PressAsync("Revisar antes de aceitar", ("Offer", offer));
        var accepted = await review.PressAsync("Aceitar e ir para o pagamento");
        var old = await OpenAsync(agreement, "");

        Assert.Contains("toma o lugar de um acordo", review.Text, StringComparison.Ordinal);
        Assert.EndsWith("/aceito", accepted.Path, StringComparison.Ordinal);
        Assert.Contains("Outro acordo tomou o lugar deste", old.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_in_place_of_an_agreement_that_ended_is_replaced_or_leads_back_to_where_it_came_from()
    {
        var (creditor, agreement) = await world.DealAsync();
        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(2));
        var offers = await OpenAsync(agreement, "/renegociar");
        var first = await offers.PressAsync("Revisar antes de aceitar", ("Offer", offers.Page.QuerySelector("input[type=radio]")!.GetAttribute("value")!));
        world.TurnTo(world.Today.AddDays(OfferQuote.ValidDays + 1));

        var today = await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), first.Path);
        await world.ReplacePolicyAsync(creditor, new PolicyDocument { Rules = [new() { Id = "outra", Terms = [new() { Id = "nova", Form = PaymentForm.SinglePayment }] }] });
        var gone = await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), first.Path);

        Assert.Contains("A proposta mudou", today.Text, StringComparison.Ordinal);
        Assert.Contains("toma o lugar de um acordo", today.Text, StringComparison.Ordinal);
        Assert.Equal($"/acordos/{agreement.Id}/renegociar", (await today.ClickAsync("Mudar a proposta")).Path);
        Assert.Equal($"/acordos/{agreement.Id}/renegociar", gone.Path);
        Assert.EndsWith("/aceito", (await today.PressAsync("Aceitar e ir para o pagamento")).Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/desistir")]
    [InlineData("/mudar-data")]
    [InlineData("/atrasei")]
    [InlineData("/antecipar")]
    [InlineData("/renegociar")]
    public async Task Nobody_changes_what_is_somebody_elses(string page)
    {
        var (_, agreement) = await world.DealAsync();
        var stranger = (await world.DealAsync()).Agreement;

        var screen = await Screen.OpenAsync(_portal.BrowserOf(stranger.PersonKey), $"/acordos/{agreement.Id}{page}");

        Assert.Equal(HttpStatusCode.NotFound, screen.Status);
    }

    public void Dispose() => _portal.Dispose();

    private Task<Screen> OpenAsync(Agreement agreement, string page) =>
        Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}{page}");
}
