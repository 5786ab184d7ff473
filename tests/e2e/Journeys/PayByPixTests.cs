using System.Security.Cryptography;

namespace Tests.E2e.Journeys;

/// <summary>The main job from end to end, on the imported file, at the size of a phone.</summary>
public sealed class PayByPixTests(MarketStage stage)
{
    private static readonly string[] Types = ["agreement.accepted", "instalment.paid", "agreement.settled"];

    [Fact]
    public Task Maria_settles_a_debt_with_one_pix() => SettleAsync(Scripts.On, stage.Portfolio.Maria);

    [Fact]
    public Task Joao_settles_his_without_any_script() => SettleAsync(Scripts.Off, stage.Portfolio.Joao);

    private async Task SettleAsync(Scripts scripts, Person person)
    {
        var shop = stage.Portfolio.Retail;
        await using var listener = await Listener.StartAsync(shop, Types);
        await using var visit = await Visit.StartAsync(stage, stage.Portal, scripts);
        var walk = new Walk(visit, person);

        await walk.SignInAsync();
        await walk.SeeAllCreditorsAsync(shop.Name, stage.Portfolio.Telecom.Name);
        await walk.UnderstandOneDebtAsync();
        await walk.AcceptTheFirstOfferAsync();
        var code = await walk.OpenThePixPageAsync();
        await walk.PayAsync();
        var receipt = await walk.KeepTheReceiptAsync();
        var (term, fingerprint) = await walk.KeepTheTermAsync();
        await walk.LeaveAsync();

        MustBeFaultless(walk.Faults);
        await Paper.MustSayAsync(receipt, person.Name, "Comprovante", shop.Name);
        await Paper.MustSayAsync(term, person.Name, "Termo", shop.Name);
        Assert.Equal(fingerprint, Convert.ToHexStringLower(SHA256.HashData(term)));
        await MustAgreeAsync(walk.AgreementId, fingerprint, code.Amount);
        MustBeToldOnce(await listener.AboutAsync(walk.AgreementId, Types));
        await Books.MustShowOneSettlementAsync(stage, person);
        await Books.MustBalanceAsync(stage);
        await MustStandOnTheTimelineAsync(scripts, person);
    }

    private async Task MustAgreeAsync(string agreementId, string fingerprint, Money? paid)
    {
        var agreement = await stage.Portfolio.Retail.Api.GetAsync($"/v1/agreements/{agreementId}");

        Assert.Equal("settled", agreement.GetProperty("status").GetString());
        Assert.Equal(fingerprint, agreement.GetProperty("termSha256").GetString());
        Assert.Equal(paid, Money.Parse(agreement.GetProperty("total").GetString()!));
    }

    private static void MustBeToldOnce(IReadOnlyList<Told> told) =>
        Assert.Equal(Types.Order(), told.Select(t => t.Type).Order());

    private async Task MustStandOnTheTimelineAsync(Scripts scripts, Person person)
    {
        await using var visit = await Visit.StartAsync(stage, stage.Admin, scripts);
        var desk = await Desk.SignInAsync(stage, stage.Portfolio.Retail, visit);

        var story = await desk.StoryOfAsync(person);

        Assert.Matches(@"Aceitou o acordo \S+ da conta", story);
        Assert.Contains("Chegou um pagamento de", story, StringComparison.Ordinal);
        Assert.Matches(@"O acordo \S+ foi quitado", story);
        MustBeFaultless([.. await Inspector.LookAsync(visit, stage.Admin), .. visit.Complaints]);
    }

    private static void MustBeFaultless(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));
}
