using Shared.Agreements;
using Shared.Debts;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Api;

/// <summary>One act of the creditor's system puts a new agreement in the place of another.</summary>
public sealed class RenegotiationApiTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_live_agreement_gives_way_and_each_knows_the_other()
    {
        var (shop, old, debt, caller) = await DealAsync();
        var before = await world.LedgerAsync(shop);
        var tag = (await caller.ReadAsync($"/v1/agreements/{old.Id}")).Tag!;
        var offer = await caller.OfferAsync(debt, 1, $"?insteadOf={old.Id}");

        var made = await caller.PostAsync(Path(old), Body(WorldClosings.Told(offer)), headers: ("If-Match", tag));

        Assert.Equal((201, "creditor"), (made.Status, made.Json.GetProperty("acceptance").Text("through")));
        var past = await caller.ReadAsync($"/v1/agreements/{old.Id}");
        Assert.Equal(("renegotiated", made.Json.Text("id")), (past.Json.Text("status"), past.Json.GetProperty("life").Text("renegotiatedTo")));
        Assert.Equal(old.Id.ToString(), made.Json.GetProperty("life").Text("renegotiatedFrom"));
        Assert.Equal(offer.GetProperty("terms").GetRawText(), made.Json.GetProperty("terms").GetRawText());
        Assert.Equal(before, await world.LedgerAsync(shop));

        var fresh = await world.SeeAsync(shop, db => db.Agreements.AsNoTracking().SingleAsync(a => a.RenegotiatedFrom == old.Id));
        await world.PayInstalmentAsync(fresh, 1);
        var ledger = await world.LedgerAsync(shop);
        Assert.Equal(DebtStatus.Settled, await world.SeeAsync(shop, db => db.Debts.Select(d => d.Status).SingleAsync()));
        Assert.Equal(-(old.Terms.Payments[0].Amount + fresh.Total).Cents, ledger[Account.CreditorPayable]);
    }

    [Fact]
    public async Task A_kept_offer_is_taken_by_its_id()
    {
        var (_, old, debt, caller) = await DealAsync();
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { insteadOf = old.Id.ToString(), key = "todos/parcelado/4" })).Json.GetProperty("data")[0];
        var shown = await caller.OfferAsync(debt, 4, $"?insteadOf={old.Id}");

        var elsewhere = await caller.PostAsync("/v1/agreements", new { debtIds = new[] { debt.Id.ToString() }, offer = WorldClosings.Kept(kept), evidence = world.Evidence() });
        var made = await caller.PostAsync(Path(old), Body(WorldClosings.Kept(kept)));

        Assert.Equal((422, "offer-debts-invalid"), elsewhere.Refused());
        Assert.Equal((201, kept.GetRawText()), (made.Status, shown.GetRawText()));
    }

    [Fact]
    public async Task It_goes_through_only_on_what_was_read()
    {
        var (shop, old, debt, caller) = await DealAsync();
        var tag = (await caller.ReadAsync($"/v1/agreements/{old.Id}")).Tag!;
        var offer = WorldClosings.Told(await caller.OfferAsync(debt, 1, $"?insteadOf={old.Id}"));
        await world.PayInstalmentAsync(old, 2);

        var late = await caller.PostAsync(Path(old), Body(offer), headers: ("If-Match", tag));
        var changed = await caller.PostAsync(Path(old), Body(offer));

        Assert.Equal((412, "precondition-failed"), late.Refused());
        Assert.Equal((409, "offer-changed"), changed.Refused());
        Assert.NotEqual(changed.Json.GetProperty("old").Text("total"), changed.Json.GetProperty("new").GetProperty("terms").Text("total"));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Agreements.CountAsync()));
    }

    [Fact]
    public async Task A_payment_after_the_offer_was_kept_changes_it()
    {
        var (_, old, debt, caller) = await DealAsync();
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { insteadOf = old.Id.ToString(), key = "todos/a-vista/1" })).Json.GetProperty("data")[0];
        await world.PayInstalmentAsync(old, 2);

        var answer = await caller.PostAsync(Path(old), Body(WorldClosings.Kept(kept)));

        Assert.Equal((409, "offer-changed"), answer.Refused());
        Assert.Equal(kept.GetProperty("terms").GetRawText(), answer.Json.GetProperty("old").GetProperty("terms").GetRawText());
    }

    [Fact]
    public async Task Money_that_is_on_its_way_is_waited_for()
    {
        var (shop, old, debt, caller) = await DealAsync();
        var offer = WorldClosings.Told(await caller.OfferAsync(debt, 1, $"?insteadOf={old.Id}"));
        await world.PayAsync(await World.MustAsync(world.ChargeAsync(old, 2)));

        var early = await caller.PostAsync(Path(old), Body(offer), "r-1");
        await world.RunJobsAsync();
        var fresh = WorldClosings.Told(await caller.OfferAsync(debt, 1, $"?insteadOf={old.Id}"));
        var made = await caller.PostAsync(Path(old), Body(fresh), "r-2");

        Assert.Equal((409, LookForMoney.Confirming.Code), early.Refused());
        Assert.Equal(201, made.Status);
        Assert.Equal(0, (await world.LedgerAsync(shop)).GetValueOrDefault(Account.DebtorCredit));
    }

    [Fact]
    public async Task Of_six_at_the_same_time_one_wins_and_its_key_answers_again()
    {
        var (shop, old, debt, caller) = await DealAsync();
        var offer = WorldClosings.Told(await caller.OfferAsync(debt, 1, $"?insteadOf={old.Id}"));
        var body = Body(offer);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => caller.PostAsync(Path(old), body, $"k-{i}")));
        var again = await caller.PostAsync(Path(old), body, $"k-{Array.FindIndex(answers, a => a.Status == 201)}");

        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal(409, a.Status));
        Assert.Equal((201, "true"), (again.Status, again.Header("Idempotency-Replayed")));
        Assert.Equal(2, await world.SeeAsync(shop, db => db.Agreements.CountAsync()));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.AgreementDebts.CountAsync(d => d.ReleasedAt == null)));
    }

    [Fact]
    public async Task As_often_as_its_terms_allow_and_never_once_it_has_ended()
    {
        var (_, old, debt, caller) = await DealAsync();
        var offer = WorldClosings.Told(await caller.OfferAsync(debt, 3, $"?insteadOf={old.Id}"));
        var made = await caller.PostAsync(Path(old), Body(offer));

        var ended = await caller.PostAsync(Path(old), Body(offer));
        var twice = await caller.PostAsync($"/v1/agreements/{made.Json.Text("id")}/renegotiation", Body(offer));
        var list = await caller.ReadAsync($"/v1/debts/{debt.Id}/offers?insteadOf={old.Id}");

        Assert.Equal([(409, "agreement-not-renegotiable"), (409, "renegotiation-limit-reached"), (409, "agreement-not-renegotiable")], [ended.Refused(), twice.Refused(), list.Refused()]);
    }

    [Fact]
    public async Task Another_creditors_agreement_is_not_there()
    {
        var (_, old, debt, caller) = await DealAsync();
        var (_, others, stranger) = await world.CounterAsync();
        var offer = WorldClosings.Told(await caller.OfferAsync(debt, 1, $"?insteadOf={old.Id}"));

        var act = await stranger.PostAsync(Path(old), Body(offer));
        var look = await stranger.ReadAsync($"/v1/debts/{others.Id}/offers?insteadOf={old.Id}");
        var keep = await stranger.PostAsync($"/v1/debts/{others.Id}/offers", new { insteadOf = old.Id.ToString() });

        Assert.All([act, look, keep], answer => Assert.Equal((404, "agreement-not-found"), answer.Refused()));
    }

    private static string Path(Agreement agreement) => $"/v1/agreements/{agreement.Id}/renegotiation";

    private object Body(object offer) => new { offer, evidence = world.Evidence() };

    private async Task<(Creditor Shop, Agreement Old, Debt Debt, HttpClient Caller)> DealAsync()
    {
        world.Settings["Sandbox:IsSteered"] = "false";
        world.TurnTo(world.Today);
        var (shop, old) = await world.DealAsync();
        var debt = await world.SeeAsync(shop, db => db.Debts.AsNoTracking().SingleAsync());
        return (shop, old, debt, world.Api.Caller(await world.KeyAsync(shop)));
    }
}
