using System.Globalization;
using Shared.Staff;

namespace Tests.E2e.Journeys;

/// <summary>Ways to a deal that take more than one press: with an entrada, and by a proposal of one's own.</summary>
[Collection(typeof(CalendarDays))]
public sealed class DealsTests(CalendarStage stage)
{
    private static readonly CultureInfo Brazil = CultureInfo.GetCultureInfo("pt-BR");

    [Fact]
    public async Task Paulo_pays_an_entrada_and_then_what_follows()
    {
        var person = await stage.DebtorAsync("Paulo Vieira", new Owed("Cartão da loja", 640.00m, 90));
        await using var visit = await Visit.StartAsync(stage, stage.Portal);
        var walk = new Walk(visit, person);
        await walk.SignInAsync();
        await visit.FollowAsync("Ver propostas");
        await walk.AcceptAsync("Entrada de");
        var entrada = (await walk.OpenThePixPageAsync()).Amount;
        await walk.PayAsync();
        await visit.ReadAsync("Faltam 4 parcelas.");

        await walk.OpenTheAgreementAsync();
        await visit.ReadAsync("1 de 5 parcelas pagas");
        await visit.FollowAsync("Pagar a parcela 2 com Pix");
        await visit.SeeAsync("Pague com Pix");
        await walk.PayAsync();

        var agreement = await stage.WaitForAsync(walk.AgreementId, "active");
        var paid = await Books.MustHoldAllMoneyAsync(stage, person);
        Assert.Equal(agreement.GetProperty("paid").GetString(), paid.ToWire());
        Assert.Equal(Money.Parse(agreement.GetProperty("total").GetString()!).Times(0.1m), entrada);
        Assert.Equal(["UnderAgreement"], await Books.DebtsOfAsync(stage, person));
        MustBeFaultless(walk.Faults);
    }

    [Fact]
    public async Task A_proposal_within_the_floor_is_accepted_at_once()
    {
        var person = await stage.DebtorAsync("Rosa Martins", new Owed("Crediário", 600.00m, 120));
        await using var visit = await Visit.StartAsync(stage, stage.Portal, Scripts.Off);
        var walk = new Walk(visit, person);
        await walk.SignInAsync();

        await ProposeAsync(visit, 560m);
        await walk.AcceptWhatIsReviewedAsync();
        await walk.OpenThePixPageAsync();
        await walk.PayAsync();

        await stage.WaitForAsync(walk.AgreementId, "settled");
        Assert.Equal(Money.OfCents(560_00), await Books.MustHoldAllMoneyAsync(stage, person));
        Assert.Equal(["Settled"], await Books.DebtsOfAsync(stage, person));
        MustBeFaultless(walk.Faults);
    }

    [Fact]
    public async Task One_too_low_is_bettered_once_and_the_next_goes_to_people_two_of_whom_say_yes()
    {
        var person = await stage.DebtorAsync("Otávio Ramos", new Owed("Crediário", 600.00m, 120));
        await using var visit = await Visit.StartAsync(stage, stage.Portal);
        var walk = new Walk(visit, person);
        await walk.SignInAsync();

        await ProposeAsync(visit, 400m);
        await visit.SeeAsync("Podemos fazer assim");
        await walk.LookAsync();
        await visit.GoAsync("/inicio");
        await ProposeAsync(visit, 410m);
        await visit.SeeAsync("Sua proposta está em análise");
        await walk.LookAsync();

        await DecideAsync(person);

        await visit.Page.ReloadAsync();
        await visit.SeeAsync("Sua proposta foi aceita");
        await walk.LookAsync();
        await visit.FollowAsync("Revisar esta proposta");
        await walk.AcceptWhatIsReviewedAsync();
        await walk.OpenThePixPageAsync();
        await walk.PayAsync();

        await stage.WaitForAsync(walk.AgreementId, "settled");
        Assert.Equal(Money.OfCents(410_00), await Books.MustHoldAllMoneyAsync(stage, person));
        MustBeFaultless(walk.Faults);
    }

    [Fact]
    public async Task Two_debts_go_into_one_deal_that_begins_on_the_day_that_was_chosen()
    {
        var person = await stage.DebtorAsync("Lívia Rocha", new Owed("Cartão da loja", 500.00m, 80), new Owed("Crediário", 300.00m, 40));
        await using var visit = await Visit.StartAsync(stage, stage.Portal, Scripts.Off);
        var walk = new Walk(visit, person);
        await walk.SignInAsync();
        await visit.FollowAsync("Juntar em um acordo só");
        await visit.SeeAsync("Quais contas entram no acordo?");
        await walk.LookAsync();
        await visit.PressAsync("Ver propostas para as marcadas");
        await visit.ReadAsync("Marque pelo menos uma conta para juntar.");
        await visit.Page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await visit.PressAsync("Ver propostas para as marcadas");
        await visit.SeeAsync("Como você quer pagar?");
        await visit.ReadAsync("Juntas hoje, com juros e multa");
        await walk.LookAsync();

        var first = stage.Today.AddDays(12);
        await visit.Page.GetByText("Escolher as datas de pagamento").ClickAsync();
        await visit.FillAsync("Quando você quer fazer o primeiro pagamento?", first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await visit.PressAsync("Ver propostas com estas datas");
        await walk.AcceptAsync("1 vez");
        await walk.OpenThePixPageAsync();
        await walk.PayAsync();

        var settled = await stage.WaitForAsync(walk.AgreementId, "settled");
        Assert.Equal(2, settled.GetProperty("debtIds").GetArrayLength());
        Assert.Equal(first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), settled.GetProperty("instalments")[0].GetProperty("dueDate").GetString());
        Assert.Equal(settled.GetProperty("total").GetString(), (await Books.MustHoldAllMoneyAsync(stage, person)).ToWire());
        Assert.Equal(["Settled", "Settled"], await Books.DebtsOfAsync(stage, person));
        MustBeFaultless(walk.Faults);
    }

    [Fact]
    public async Task What_fits_in_a_pocket_is_found_and_what_would_leave_too_little_is_said()
    {
        var person = await stage.DebtorAsync("Bruna Teles", new Owed("Crediário", 700.00m, 60));
        await using var visit = await Visit.StartAsync(stage, stage.Portal);
        var walk = new Walk(visit, person);
        await walk.SignInAsync();
        await visit.FollowAsync("Ver propostas");
        await visit.FollowAsync("Diga quanto cabe no seu bolso por mês");
        await visit.SeeAsync("Quanto cabe no seu bolso por mês?");
        await walk.LookAsync();

        await BudgetAsync(50m);
        await visit.SeeAsync("Nenhuma proposta cabe em R$\u00a050,00 por mês");
        await walk.LookAsync();
        await BudgetAsync(260m);
        await visit.SeeAsync("O que cabe em R$\u00a0260,00 por mês");
        await walk.AcceptAsync("3 vezes");
        await walk.OpenThePixPageAsync();
        await walk.PayAsync();

        await stage.WaitForAsync(walk.AgreementId, "active");
        await Books.MustHoldAllMoneyAsync(stage, person);
        MustBeFaultless(walk.Faults);

        async Task BudgetAsync(decimal monthly)
        {
            await visit.Page.Locator("#Monthly").FillAsync(monthly.ToString("0.00", Brazil));
            await visit.PressAsync("Ver o que cabe");
        }
    }

    private static async Task ProposeAsync(Visit visit, decimal atOnce)
    {
        await visit.FollowAsync("Ver propostas");
        await visit.FollowAsync("Faça a sua proposta");
        await visit.SeeAsync("Faça a sua proposta");
        await visit.FillAsync("Quanto você pode pagar primeiro?", atOnce.ToString("0.00", Brazil));
        await visit.PressAsync("Enviar proposta");
    }

    // The first may give up nothing alone, so a second person has the last word.
    private async Task DecideAsync(Person person)
    {
        await using var first = await Visit.StartAsync(stage, stage.Admin);
        var asks = await Desk.SignInAsync(stage, stage.Shop, first);
        await asks.OpenCaseAsync("Contraproposta", person);
        await asks.AcceptProposalAsync("Perdeu o emprego, e paga de uma vez.");
        await first.ReadAsync("A resposta espera uma segunda pessoa");
        MustBeFaultless([.. await Inspector.LookAsync(first, stage.Admin), .. first.Complaints]);

        await using var second = await Visit.StartAsync(stage, stage.Admin);
        var approves = await Desk.SignInAsync(stage, stage.Shop, second, new Authority(0.5m, Money.OfCents(1_000_00)));
        await approves.OpenCaseAsync("Fora da política", person);
        await second.PressAsync("Aprovar a proposta");
        await second.ReadAsync("Como terminou");
        MustBeFaultless([.. await Inspector.LookAsync(second, stage.Admin), .. second.Complaints]);
    }

    private static void MustBeFaultless(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));
}
