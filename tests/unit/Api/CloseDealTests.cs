using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;
using Shared.Ledger;

namespace Tests.Api;

/// <summary>The creditor brings a yes it heard elsewhere: POST /v1/agreements.</summary>
public sealed class CloseDealTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_deal_is_closed_with_its_evidence_and_paid_into_the_ledger()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var offer = await caller.OfferAsync(debt);

        var made = await caller.PostAsync("/v1/agreements", world.Closing(debt, offer));

        var shown = await caller.ReadAsync(made.Response.Headers.Location!.ToString());
        Assert.Equal((201, 200), (made.Status, shown.Status));
        Assert.Equal((made.Tag, made.Json.GetRawText()), (shown.Tag, shown.Json.GetRawText()));
        var acceptance = shown.Json.GetProperty("acceptance");
        var evidence = acceptance.GetProperty("evidence");
        Assert.Equal(
            ("creditor", "phone", "Ligação 4711", "Ana Souza, matrícula 113", WorldClosings.Sha256.ToLowerInvariant()),
            (acceptance.Text("through"), evidence.Text("channel"), evidence.Text("reference"), evidence.Text("takenBy"), evidence.Text("sha256")));
        Assert.Equal(world.Clock.GetUtcNow(), evidence.GetProperty("saidAt").GetDateTimeOffset());
        Assert.Equal(offer.GetProperty("terms").Text("total"), shown.Json.Text("total"));
        Assert.Equal(DebtStatus.UnderAgreement, await StatusAsync(shop));

        var agreement = await AgreementAsync(shop);
        Assert.DoesNotContain("4711", System.Text.Encoding.UTF8.GetString(agreement.SealedEvidence), StringComparison.Ordinal);
        await world.PayInstalmentAsync(agreement, 1);

        Assert.Equal(DebtStatus.Settled, await StatusAsync(shop));
        var ledger = await world.LedgerAsync(shop);
        Assert.Equal((agreement.Total.Cents, -agreement.Total.Cents, 0), (ledger[Account.GatewayClearing], ledger[Account.CreditorPayable], ledger.GetValueOrDefault(Account.Unapplied)));
    }

    [Fact]
    public async Task Several_debts_by_the_creditors_own_ids_go_into_one()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var other = await OtherOfAsync(shop, debt);
        var offer = await caller.OfferAsync(debt, 3, $"?with={other.Id}");

        var made = await caller.PostAsync("/v1/agreements", new { externalIds = new[] { other.ExternalId, debt.ExternalId }, offer = WorldClosings.Told(offer), evidence = world.Evidence() });

        Assert.Equal(201, made.Status);
        Assert.Equal(new[] { debt.Id.ToString(), other.Id.ToString() }.Order(), made.Json.GetProperty("debtIds").EnumerateArray().Select(d => d.GetString()).Order());
        Assert.Equal((debt.Principal + other.Principal).ToWire(), made.Json.GetProperty("terms").GetProperty("balance").Text("principal"));
    }

    [Fact]
    public async Task An_offer_kept_yesterday_is_taken_with_the_yes_of_yesterday()
    {
        var (_, debt, caller) = await world.CounterAsync();
        var kept = (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { key = "todos/parcelado/3" })).Json.GetProperty("data")[0];
        var saidAt = world.Clock.GetUtcNow();
        world.TurnTo(world.Today.AddDays(1));

        var shown = (await caller.OffersAsync(debt)).Single(o => o.GetProperty("quoteId").ValueKind is System.Text.Json.JsonValueKind.String);
        var made = await caller.PostAsync("/v1/agreements", Closing(debt, WorldClosings.Kept(shown), world.Evidence(saidAt, "letter")));

        Assert.Equal(kept.Text("quoteId"), shown.Text("quoteId"));
        Assert.Equal((201, kept.GetProperty("terms").GetRawText()), (made.Status, made.Json.GetProperty("terms").GetRawText()));
    }

    [Fact]
    public async Task The_debtor_is_told_and_may_withdraw()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        await caller.PostAsync("/v1/agreements", world.Closing(debt, await caller.OfferAsync(debt)));
        await world.RunJobsAsync();
        var agreement = await AgreementAsync(shop);
        await world.EnqueueAsync(new SendAgreementLetter(agreement.Id, AgreementLetter.Accepted, agreement.AcceptedAt), shop);
        await world.RunJobsAsync();

        var letter = Assert.Single((await caller.ReadAsync("/v1/test/inbox")).Json.GetProperty("data").EnumerateArray());
        var lastDay = CancelAgreement.LastDayToWithdraw(agreement);
        Assert.Contains(lastDay.InWords, letter.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains($"/acordos/{agreement.Id}/desistir", letter.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(["AgreementAccepted", "AcceptanceTold"], await world.EventsOfAsync(agreement));

        world.TurnTo(lastDay);
        var withdrawn = await World.MustAsync(world.DoAsync(debt.PersonKey, (CancelAgreement cancel) =>
            cancel.ExecuteAsync(new(agreement.Id, CancelReason.Withdrawal, Shared.Payments.MoneyInSight.None), Actor.Debtor(debt.PersonKey))));
        Assert.Equal((AgreementStatus.Cancelled, DebtStatus.Open), (withdrawn.Status, await StatusAsync(shop)));
        Assert.Empty(await world.LedgerAsync(shop));
    }

    [Fact]
    public async Task Where_there_is_no_contact_it_is_written_down_once()
    {
        var (shop, _, caller) = await world.CounterAsync();
        var person = Cpfs.New();
        await world.DebtorAsync(shop, person, email: null);
        var debt = await world.DebtAsync(shop, of: person);
        await caller.PostAsync("/v1/agreements", world.Closing(debt, await caller.OfferAsync(debt)));
        await world.RunJobsAsync();
        var agreement = await AgreementAsync(shop);

        await world.EnqueueAsync(new SendAgreementLetter(agreement.Id, AgreementLetter.Accepted, agreement.AcceptedAt), shop);
        await world.RunJobsAsync();

        Assert.Equal(["AgreementAccepted", "AcceptanceUntold"], await world.EventsOfAsync(agreement));
    }

    [Fact]
    public async Task One_key_makes_one_and_answers_the_same_again()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var body = world.Closing(debt, await caller.OfferAsync(debt));

        var first = await caller.PostAsync("/v1/agreements", body, "deal-1");
        var second = await caller.PostAsync("/v1/agreements", body, "deal-1");

        Assert.Equal((201, 201, "true"), (first.Status, second.Status, second.Header("Idempotency-Replayed")));
        Assert.Equal(first.Json.GetRawText(), second.Json.GetRawText());
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Agreements.CountAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_six_keys_at_the_same_time_one_wins(bool isKept)
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var offer = await caller.OfferAsync(debt);
        var kept = isKept ? (await caller.PostAsync($"/v1/debts/{debt.Id}/offers", new { key = offer.Text("key") })).Json.GetProperty("data")[0] : offer;
        var body = Closing(debt, isKept ? WorldClosings.Kept(kept) : WorldClosings.Told(offer), world.Evidence());

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => caller.PostAsync("/v1/agreements", body)));

        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(5, answers.Count(a => a.Status == 409 && a.Code == "debt-not-open"));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Agreements.CountAsync()));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(AgreementAccepted))));
    }

    [Fact]
    public async Task The_portal_and_the_creditor_at_the_same_time_make_one()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var quotes = await world.OffersAsync(debt);
        var body = Closing(debt, new { quoteId = quotes[0].Id.ToString() }, world.Evidence());

        var portal = world.AcceptAsync(quotes[1]);
        var ours = await caller.PostAsync("/v1/agreements", body);
        var theirs = (await portal).Succeeded(out _, out var refusal);

        Assert.True(theirs ? ours.Refused() == (409, "debt-not-open") : ours.Status == 201 && refusal == AcceptOffer.Taken, $"{ours.Status} {refusal}");
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Agreements.CountAsync()));
    }

    private static object Closing(Debt debt, object offer, Dictionary<string, object?> evidence) => new { debtIds = new[] { debt.Id.ToString() }, offer, evidence };

    private async Task<Debt> OtherOfAsync(Creditor shop, Debt debt)
    {
        var debtor = await world.SeeAsync(shop, db => db.Debtors.SingleAsync(d => d.Id == debt.DebtorId));
        return await world.DebtAsync(shop, of: TaxId.Parse(DebtorIdentity.Open(debtor.SealedIdentity, world.Vault).Document), principal: Money.OfCents(33_333));
    }

    private Task<DebtStatus> StatusAsync(Creditor shop) => world.SeeAsync(shop, db => db.Debts.OrderBy(d => d.Id).Select(d => d.Status).FirstAsync());

    private Task<Agreement> AgreementAsync(Creditor shop) => world.SeeAsync(shop, db => db.Agreements.AsNoTracking().SingleAsync());
}
