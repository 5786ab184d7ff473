using Shared.Agreements;
using Shared.Debts;

namespace Tests.Api;

/// <summary>When a yes that a creditor brings makes no agreement.</summary>
public sealed class CloseDealRefusalsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_price_that_changed_is_refused_with_what_was_told_and_what_holds()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var offer = await caller.OfferAsync(debt);

        var cheaper = await CloseAsync(caller, debt, WorldClosings.Told(offer, total: "1.00"));
        var earlier = await CloseAsync(caller, debt, WorldClosings.Told(offer, firstDueDate: "2026-01-01"));

        Assert.Equal([(409, "offer-changed"), (409, "offer-changed")], [cheaper.Refused(), earlier.Refused()]);
        Assert.Equal("1.00", cheaper.Json.GetProperty("old").Text("total"));
        Assert.Equal(offer.GetProperty("terms").GetRawText(), cheaper.Json.GetProperty("new").GetProperty("terms").GetRawText());
        Assert.Equal(0, await world.SeeAsync(shop, db => db.Agreements.CountAsync()));
    }

    [Fact]
    public async Task An_offer_that_expired_is_refused_with_the_old_and_the_new()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { key = "todos/a-vista/1" })).Json.GetProperty("data")[0];
        world.TurnTo(DateOnly.Parse(kept.Text("validUntil"), System.Globalization.CultureInfo.InvariantCulture).AddDays(1));

        var late = await CloseAsync(caller, debt, WorldClosings.Kept(kept));

        var fresh = await caller.OfferAsync(debt);
        Assert.Equal((409, "offer-expired"), late.Refused());
        Assert.Equal(kept.GetProperty("terms").GetRawText(), late.Json.GetProperty("old").GetProperty("terms").GetRawText());
        Assert.Equal(fresh.GetRawText(), late.Json.GetProperty("new").GetRawText());
        Assert.NotEqual(kept.GetProperty("terms").Text("total"), fresh.GetProperty("terms").Text("total"));
    }

    [Fact]
    public async Task A_debt_under_an_agreement_takes_no_second_one()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var offer = await caller.OfferAsync(debt);
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { key = "todos/parcelado/2" })).Json.GetProperty("data")[0];
        await caller.PostAsync("/v1/agreements", world.Closing(debt, offer));

        Assert.Equal((409, "debt-not-open"), (await CloseAsync(caller, debt, WorldClosings.Told(offer))).Refused());
        Assert.Equal((409, "debt-not-open"), (await CloseAsync(caller, debt, WorldClosings.Kept(kept))).Refused());
        Assert.Empty(await caller.OffersAsync(debt));
    }

    [Fact]
    public async Task A_debt_that_rests_after_a_break_is_left_alone()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var offer = await caller.OfferAsync(debt);
        await world.DoAsync(HostRole.Owner, (AppDb db) => db.Debts.IgnoreQueryFilters().Where(d => d.Id == debt.Id)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.NoOfferBefore, world.Today.AddDays(1))));

        Assert.Equal((409, "offers-not-yet"), (await CloseAsync(caller, debt, WorldClosings.Told(offer))).Refused());

        world.TurnTo(world.Today.AddDays(1));
        Assert.Equal(201, (await caller.PostAsync("/v1/agreements", world.Closing(debt, await caller.OfferAsync(debt)))).Status);
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Agreements.CountAsync()));
    }

    [Fact]
    public async Task Nothing_of_another_creditor_is_found()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var (_, others, stranger) = await world.CounterAsync();
        var offer = await caller.OfferAsync(debt);
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { })).Json.GetProperty("data")[0];

        var byId = await CloseAsync(stranger, debt, WorldClosings.Told(offer));
        var byOwn = await stranger.PostAsync("/v1/agreements", new { externalIds = new[] { debt.ExternalId }, offer = WorldClosings.Told(offer), evidence = world.Evidence() });
        Assert.Equal([debt.ExternalId], byOwn.Json.GetProperty("errors").GetProperty("externalIds").EnumerateArray().Select(e => e.GetString()));

        var byQuote = await CloseAsync(stranger, others, WorldClosings.Kept(kept));
        var joined = await stranger.ReadAsync($"/v1/debts/{others.Id}/offers?with={debt.Id}");

        Assert.Equal([(404, "debt-not-found"), (404, "debt-not-found"), (404, "offer-not-found"), (404, "debt-not-found")], [byId.Refused(), byOwn.Refused(), byQuote.Refused(), joined.Refused()]);
    }

    [Theory]
    [InlineData("channel")]
    [InlineData("saidAt")]
    [InlineData("reference")]
    [InlineData("sha256")]
    [InlineData("takenBy")]
    public async Task Evidence_lacks_nothing(string member)
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var offer = WorldClosings.Told(await caller.OfferAsync(debt));
        var without = world.Evidence();
        without.Remove(member);
        var empty = world.Evidence();
        empty[member] = " ";

        var missing = await CloseAsync(caller, debt, offer, without);
        var blank = await CloseAsync(caller, debt, offer, empty);

        Assert.Equal([(400, "validation-failed"), (400, "validation-failed")], [missing.Refused(), blank.Refused()]);
        Assert.All([missing, blank], answer => Assert.Equal([$"evidence.{member}"], answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name)));
        Assert.Equal(0, await world.SeeAsync(shop, db => db.Agreements.CountAsync()));
    }

    [Theory]
    [InlineData("2026-03-02T12:00:00")]
    [InlineData("2026-03-02")]
    [InlineData("ontem")]
    public async Task An_instant_without_its_offset_is_none(string saidAt)
    {
        var (_, debt, caller) = await world.CounterAsync();
        var evidence = world.Evidence();
        evidence["saidAt"] = saidAt;

        var answer = await CloseAsync(caller, debt, WorldClosings.Told(await caller.OfferAsync(debt)), evidence);

        Assert.Equal((400, "validation-failed"), answer.Refused());
        Assert.Equal(["evidence.saidAt"], answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task A_yes_is_said_after_the_offer_and_before_now()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var now = world.Clock.GetUtcNow();
        var offer = WorldClosings.Told(await caller.OfferAsync(debt));
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { key = "todos/parcelado/2" })).Json.GetProperty("data")[0];

        var tomorrow = await CloseAsync(caller, debt, offer, world.Evidence(now.AddMinutes(6)));
        var yesterday = await CloseAsync(caller, debt, offer, world.Evidence(now.AddDays(-1)));
        var beforeKept = await CloseAsync(caller, debt, WorldClosings.Kept(kept), world.Evidence(now.AddDays(-1)));
        var skewed = await CloseAsync(caller, debt, offer, world.Evidence(now.AddMinutes(4)));

        Assert.Equal([(422, "consent-in-future"), (422, "consent-before-offer"), (422, "consent-before-offer")], [tomorrow.Refused(), yesterday.Refused(), beforeKept.Refused()]);
        Assert.Equal(201, skewed.Status);
    }

    [Fact]
    public async Task Who_withdrew_must_say_yes_again()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var body = world.Closing(debt, await caller.OfferAsync(debt));
        var made = await caller.PostAsync("/v1/agreements", body);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await World.MustAsync(world.DoAsync(debt.PersonKey, (CancelAgreement cancel) => cancel.ExecuteAsync(
            new(Id<Agreement>.Parse(made.Json.Text("id")), CancelReason.Withdrawal, Shared.Payments.MoneyInSight.None), Actor.Debtor(debt.PersonKey))));

        var same = await caller.PostAsync("/v1/agreements", body);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        var anew = await caller.PostAsync("/v1/agreements", world.Closing(debt, await caller.OfferAsync(debt)));

        Assert.Equal((422, "consent-outdated"), same.Refused());
        Assert.Equal(201, anew.Status);
    }

    [Fact]
    public async Task An_offer_is_for_its_own_debts_and_for_its_own_place()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var stranger = await world.DebtAsync(shop, of: Cpfs.New());
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { })).Json.GetProperty("data")[0];
        var agreement = await world.AgreementAsync(await world.DebtAsync(shop, of: Cpfs.New()));

        var others = await CloseAsync(caller, stranger, WorldClosings.Kept(kept));
        var two = await caller.PostAsync(
            "/v1/agreements", new { debtIds = new[] { debt.Id.ToString(), stranger.Id.ToString() }, offer = WorldClosings.Kept(kept), evidence = world.Evidence() });
        var instead = await caller.PostAsync($"/v1/agreements/{agreement.Id}/renegotiation", new { offer = WorldClosings.Kept(kept), evidence = world.Evidence() });

        Assert.All([others, two, instead], answer => Assert.Equal((422, "offer-debts-invalid"), answer.Refused()));
    }

    [Fact]
    public async Task Two_people_are_not_joined_and_no_offer_is_made_up()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var stranger = await world.DebtAsync(shop, of: Cpfs.New());
        var offer = await caller.OfferAsync(debt);
        var told = WorldClosings.Told(offer);

        var joined = await caller.PostAsync("/v1/agreements", new { debtIds = new[] { debt.Id.ToString(), stranger.Id.ToString() }, offer = told, evidence = world.Evidence() });
        var unknown = await CloseAsync(caller, debt, new { key = "todos/parcelado/7", total = "1050.00", firstDueDate = world.Today.AddDays(3) });
        var neither = await CloseAsync(caller, debt, new { });
        var both = await CloseAsync(caller, debt, new { quoteId = debt.Id.ToString(), key = "a/b/1" });
        var untold = await CloseAsync(caller, debt, new { key = offer.Text("key") });
        var noDebt = await caller.PostAsync("/v1/agreements", new { offer = told, evidence = world.Evidence() });

        Assert.Equal((409, "debts-not-joinable"), joined.Refused());
        Assert.Equal((404, "offer-not-found"), unknown.Refused());
        Assert.All([neither, both, untold, noDebt], answer => Assert.Equal((400, "validation-failed"), answer.Refused()));
    }

    [Fact]
    public async Task Guards_that_became_stricter_hold_for_what_is_not_yet_kept()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var offer = await caller.OfferAsync(debt);
        await caller.CallAsync(HttpMethod.Put, "/v1/creditor/guards", new { maxDiscountPercent = "0.00", minPrincipalRecoveredPercent = "100.00" }, null);

        var answer = await CloseAsync(caller, debt, WorldClosings.Told(offer));

        Assert.Equal((404, "offer-not-found"), answer.Refused());
    }

    private Task<Answer> CloseAsync(HttpClient caller, Debt debt, object offer, Dictionary<string, object?>? evidence = null) =>
        caller.PostAsync("/v1/agreements", new { debtIds = new[] { debt.Id.ToString() }, offer, evidence = evidence ?? world.Evidence() });
}
