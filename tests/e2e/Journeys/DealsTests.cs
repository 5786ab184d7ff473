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
