using System.Net;
using static Microsoft.Playwright.Assertions;

namespace Tests.E2e.Journeys;

/// <summary>Two at once, and one where another's things are.</summary>
public sealed class TwoBrowsersTests(MarketStage stage)
{
    [Fact]
    public async Task Two_browsers_accepting_the_same_offer_make_one_agreement()
    {
        var person = stage.Portfolio.Ana;
        await using var phone = await Visit.StartAsync(stage, stage.Portal);
        await new Walk(phone, person).SignInAsync();
        await phone.FollowAsync("Ver propostas");
        await phone.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await phone.PressAsync("Revisar antes de aceitar");
        await phone.SeeAsync("Confira antes de aceitar");
        await using var laptop = await Visit.StartAsync(stage, stage.Portal, Scripts.On, await phone.Context.StorageStateAsync());
        await laptop.GoAsync(phone.Page.Url);
        await laptop.SeeAsync("Confira antes de aceitar");

        await Task.WhenAll(phone.PressAsync("Aceitar e ir para o pagamento"), laptop.PressAsync("Aceitar e ir para o pagamento"));

        foreach (var visit in new[] { phone, laptop })
        {
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new("Acordo aceito|Esta conta está em um acordo") })).ToBeVisibleAsync();
        }

        Assert.Single(await stage.Database.RowsAsync("select id from agreements where person_key = $1", stage.Office.PersonOf(person.Document).Value));
    }

    [Fact]
    public async Task What_is_anothers_is_not_there()
    {
        var owner = stage.Portfolio.NextPerson();
        using var debtor = new Chaos.Debtor(stage, owner);
        await debtor.SettleAsync();
        var key = stage.Office.PersonOf(owner.Document).Value;
        var agreement = await stage.Database.ValueAsync<Guid>("select id from agreements where person_key = $1", key);
        var debt = await stage.Database.ValueAsync<Guid>("select id from debts where person_key = $1", key);
        await using var stranger = await Visit.StartAsync(stage, stage.Portal);
        await new Walk(stranger, stage.Portfolio.NextPerson()).SignInAsync();
        string[] pages =
        [
            $"/contas/{debt}", $"/contas/{debt}/propostas", $"/acordos/{agreement}", $"/acordos/{agreement}/aceito", $"/acordos/{agreement}/termo",
            $"/acordos/{agreement}/termo.pdf", $"/acordos/{agreement}/parcelas/1/pagar", $"/acordos/{agreement}/parcelas/1/situacao",
            $"/acordos/{agreement}/parcelas/1/comprovante", $"/acordos/{agreement}/parcelas/1/comprovante.pdf",
        ];
        string[] routes = [$"/v1/debts/{debt}", $"/v1/agreements/{agreement}", $"/v1/agreements/{agreement}/document"];

        foreach (var page in pages)
        {
            Assert.Equal((page, 404), (page, await stranger.StatusOfAsync(page)));
        }

        foreach (var route in routes)
        {
            Assert.Equal((route, HttpStatusCode.OK), (route, await stage.Portfolio.Retail.Api.StatusOfAsync(route)));
            Assert.Equal((route, HttpStatusCode.NotFound), (route, await stage.Portfolio.Telecom.Api.StatusOfAsync(route)));
        }
    }
}
