using Shared.Agreements;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Pages;

/// <summary>The first due date and the day of the month, as the debtor wishes them and the creditor allows.</summary>
public sealed class DatesTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_dates_that_are_chosen_go_with_the_offer_to_its_last_instalment()
    {
        var debt = await DebtAsync();
        var (first, day) = (world.Today.AddDays(20), 25);
        var usual = await OpenAsync(debt, "/propostas");

        var offers = await usual.PressAsync("Ver propostas com estas datas", ("primeiro", $"{first:yyyy-MM-dd}"), ("dia", $"{day}"));
        var quote = await QuoteAsync(debt, new(first, day), payments: 4);
        var review = await offers.PressAsync("Revisar antes de aceitar", ("Offer", $"{quote.Id}"));
        var again = await review.ClickAsync("Mudar as datas");
        await review.PressAsync("Aceitar e ir para o pagamento");

        Assert.Equal($"/contas/{debt.Id}/propostas?primeiro={first:yyyy-MM-dd}&dia={day}", offers.Path);
        Assert.Contains($"1º pagamento até {first.InWords}", offers.Text, StringComparison.Ordinal);
        Assert.Contains($"Primeira parcela até {first.InWords}", review.Text, StringComparison.Ordinal);
        Assert.Equal($"{first:yyyy-MM-dd}", again.Page.QuerySelector("#primeiro")!.GetAttribute("value"));
        Assert.Equal($"{day}", again.Page.QuerySelector("#dia option[selected]")!.GetAttribute("value"));
        Assert.NotNull(again.Page.QuerySelector("details#datas[open]"));
        var due = await world.DoAsync(debt.PersonKey, (AppDb db) => db.Instalments.OrderBy(i => i.Number).Select(i => i.DueOn).ToListAsync());
        Assert.Equal(first, due[0]);
        Assert.All(due.Skip(1), on => Assert.Equal(day, on.Day));
    }

    [Fact]
    public async Task Later_dates_cost_more_where_the_plan_bears_interest()
    {
        var debt = await DebtAsync();
        var usual = await QuoteAsync(debt, null, payments: 4);

        var screen = await OpenAsync(debt, $"/propostas?primeiro={world.Today.AddDays(30):dd/MM/yyyy}");
        var late = await QuoteAsync(debt, new(world.Today.AddDays(30)), payments: 4);

        Assert.True(late.Terms.Total > usual.Terms.Total, $"{late.Terms.Total} is no more than {usual.Terms.Total}.");
        Assert.Contains($"Total: {late.Terms.Total}".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
        Assert.Contains("As propostas abaixo já estão com as suas datas.", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fields_say_the_limits_and_start_closed_and_empty()
    {
        var screen = await OpenAsync(await DebtAsync(), "/propostas");

        var field = screen.Page.QuerySelector("#primeiro")!;
        Assert.Equal($"{world.Today.AddDays(OfferQuote.ValidDays):yyyy-MM-dd}", field.GetAttribute("min"));
        Assert.Equal($"{world.Today.AddDays(30):yyyy-MM-dd}", field.GetAttribute("max"));
        Assert.Equal("", field.GetAttribute("value") ?? "");
        Assert.Equal(["", "5", "15", "25"], screen.Page.QuerySelectorAll("#dia option").Select(o => o.GetAttribute("value")));
        Assert.Null(screen.Page.QuerySelector("details#datas[open]"));
    }

    [Theory]
    [InlineData("primeiro=2030-01-01", "2030-01-01", "primeiro", "Escolha um dia de")]
    [InlineData("primeiro=01/01/2020", "2020-01-01", "primeiro", "Escolha um dia de")]
    [InlineData("primeiro=31/02/2026", "", "primeiro", "Escreva uma data que exista")]
    [InlineData("primeiro=%3Cscript%3E", "", "primeiro", "Escreva uma data que exista")]
    [InlineData("dia=7", "", "dia", "Escolha um dos dias da lista.")]
    [InlineData("dia=-1", "", "dia", "Escolha um dos dias da lista.")]
    public async Task What_cannot_be_had_is_said_at_its_field_above_the_usual_offers(string query, string kept, string field, string words)
    {
        var debt = await DebtAsync();

        var screen = await OpenAsync(debt, $"/propostas?{query}");

        Assert.StartsWith(words, screen.Page.QuerySelector($".error-summary a[href='#{field}']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(screen.Page.QuerySelector($"details#datas[open] #{field}-problem"));
        Assert.Equal((await world.OffersAsync(debt)).Select(o => $"{o.Id}"), screen.Page.QuerySelectorAll("input[type=radio]").Select(r => r.GetAttribute("value")));
        Assert.Equal(kept, screen.Page.QuerySelector("#primeiro")!.GetAttribute("value") ?? "");
        Assert.DoesNotContain("script%3E", screen.Page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", screen.Page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fewer_offers_for_a_date_are_counted_and_none_is_said()
    {
        var debt = await DebtAsync(PolicyOf() with
        {
            Rules =
            [
                new()
                {
                    Id = "todos",
                    Terms =
                    [
                        new() { Id = "a-vista", Form = PaymentForm.SinglePayment },
                        new() { Id = "parcelado", Form = PaymentForm.Instalments, Instalments = new(2, 3), MaxFirstPaymentDays = 30, DueDays = [10] },
                        new() { Id = "dia-5", Form = PaymentForm.Instalments, Instalments = new(4, 4), DueDays = [5] },
                    ],
                },
            ],
        });

        var fewer = await OpenAsync(debt, $"/propostas?primeiro={world.Today.AddDays(25):yyyy-MM-dd}");
        var none = await OpenAsync(debt, $"/propostas?primeiro={world.Today.AddDays(25):yyyy-MM-dd}&dia=5");

        Assert.Contains("Com estas datas valem 2 das 4 propostas.", fewer.Text, StringComparison.Ordinal);
        Assert.Contains("Nenhuma proposta aceita estas datas", none.Text, StringComparison.Ordinal);
        Assert.Equal($"/contas/{debt.Id}/propostas", (await none.ClickAsync("veja as propostas com as datas do credor")).Path);
    }

    [Fact]
    public async Task A_choice_that_was_not_made_keeps_the_dates()
    {
        var debt = await DebtAsync();
        var first = world.Today.AddDays(20);

        var screen = await (await OpenAsync(debt, $"/propostas?primeiro={first:yyyy-MM-dd}&dia=5")).PressAsync("Revisar antes de aceitar");

        Assert.Contains("Escolha uma proposta para continuar.", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"1º pagamento até {first.InWords}", screen.Text, StringComparison.Ordinal);
        Assert.Equal("5", screen.Page.QuerySelector("#dia option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_policy_that_changed_keeps_what_was_shown_and_refuses_the_old_dates_anew()
    {
        var (creditor, debt) = await CreditorAndDebtAsync();
        var first = world.Today.AddDays(20);
        var quote = await QuoteAsync(debt, new(first, 25), payments: 4);
        await world.ReplacePolicyAsync(creditor, World.PolicyOf());

        var offers = await OpenAsync(debt, $"/propostas?primeiro={first:yyyy-MM-dd}&dia=25");
        var accepted = await (await OpenAsync(debt, $"/revisar?proposta={quote.Id}")).PressAsync("Aceitar e ir para o pagamento");

        Assert.StartsWith("Escolha um dia de", offers.Page.QuerySelector(".error-summary a[href='#primeiro']")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(offers.Page.QuerySelectorAll("input[type=radio]"));
        Assert.StartsWith("Acordo aceito", accepted.Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_that_ended_comes_back_with_the_same_dates_or_leads_to_choosing_others()
    {
        var debt = await DebtAsync();
        var (near, far) = (world.Today.AddDays(4), world.Today.AddDays(20));
        var soon = await QuoteAsync(debt, new(near, 5), payments: 4);
        var later = await QuoteAsync(debt, new(far, 5), payments: 4);
        world.TurnTo(world.Today.AddDays(OfferQuote.ValidDays + 1));

        var kept = await OpenAsync(debt, $"/revisar?proposta={later.Id}");
        var lost = await OpenAsync(debt, $"/revisar?proposta={soon.Id}");

        Assert.Contains("A proposta mudou", kept.Text, StringComparison.Ordinal);
        Assert.Contains($"até {far.InWords}", kept.Text, StringComparison.Ordinal);
        Assert.Equal($"/contas/{debt.Id}/propostas?dia=5", lost.Path);
        Assert.Null(lost.Page.QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task The_dates_of_several_accounts_together_are_chosen_the_same_way()
    {
        var cpf = Cpfs.New();
        var (creditor, first) = await CreditorAndDebtAsync(of: cpf);
        var second = await world.DebtAsync(creditor, cpf);

        var screen = await (await OpenAsync(first, $"/propostas?com={second.Id}"))
            .PressAsync("Ver propostas com estas datas", ("primeiro", $"{world.Today.AddDays(12):d/M/yyyy}"), ("dia", ""));

        Assert.Contains($"com={second.Id}", screen.Path, StringComparison.Ordinal);
        Assert.Contains($"1º pagamento até {world.Today.AddDays(12).InWords}", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_offers_in_place_of_an_agreement_take_dates_too()
    {
        var (creditor, agreement) = await world.DealAsync();
        await world.ReplacePolicyAsync(creditor, PolicyOf());
        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(2));
        var first = world.Today.AddDays(15);

        var offers = await (await Screen.OpenAsync(world.Site.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}/renegociar"))
            .PressAsync("Ver propostas com estas datas", ("primeiro", $"{first:dd'/'MM'/'yyyy}"), ("dia", "25"));
        var review = await offers.PressAsync("Revisar antes de aceitar", ("Offer", offers.Page.QuerySelectorAll("input[type=radio]")[^1].GetAttribute("value")!));
        var back = await review.ClickAsync("Mudar as datas");

        Assert.Contains($"Primeira parcela até {first.InWords}", review.Text, StringComparison.Ordinal);
        Assert.StartsWith($"/acordos/{agreement.Id}/renegociar?", back.Path, StringComparison.Ordinal);
        Assert.Equal($"{first:yyyy-MM-dd}", back.Page.QuerySelector("#primeiro")!.GetAttribute("value"));
    }

    // À vista, or two to six times at 1 % a month on the 5th, 15th or 25th; the first within thirty days.
    private static PolicyDocument PolicyOf() => new()
    {
        Rules =
        [
            new()
            {
                Id = "todos",
                Terms =
                [
                    new() { Id = "a-vista", Form = PaymentForm.SinglePayment, MaxFirstPaymentDays = 30 },
                    new()
                    {
                        Id = "parcelado", Form = PaymentForm.Instalments, Instalments = new(2, 6), MonthlyRate = Percent.Parse("1.00"), MaxFirstPaymentDays = 30,
                        DueDays = [5, 15, 25],
                    },
                ],
            },
        ],
    };

    private Task<Screen> OpenAsync(Debt debt, string page) => Screen.OpenAsync(world.Site.BrowserOf(debt.PersonKey), $"/contas/{debt.Id}{page}");

    private async Task<OfferQuote> QuoteAsync(Debt debt, DateWish? wish, int payments) =>
        (await World.MustAsync(world.DoAsync(debt.PersonKey, (ShowOffers show) => show.ExecuteAsync(new([debt.Id], wish), Actor.Debtor(debt.PersonKey)))))
        .Quotes.First(q => q.Terms.Payments.Count == payments);

    private async Task<Debt> DebtAsync(PolicyDocument? policy = null) => (await CreditorAndDebtAsync(policy)).Debt;

    private async Task<(Creditor Creditor, Debt Debt)> CreditorAndDebtAsync(PolicyDocument? policy = null, TaxId? of = null)
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor, document: policy ?? PolicyOf());
        return (creditor, await world.DebtAsync(creditor, of ?? Cpfs.New()));
    }
}
