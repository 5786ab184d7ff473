using System.Text.Json;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Simulations;

public sealed class OfferSimulationsApiTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task One_debt_is_answered_at_once_with_the_offers_that_quoting_makes()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        var debt = await world.DebtAsync(shop);

        var answer = await caller.SimulateAsync(new { policyId = policy.Id, scope = "debt", debtId = debt.Id });

        Assert.Equal((201, "completed"), (answer.Status, answer.Word("status")));
        var quoted = (await caller.ReadAsync($"/v1/debts/{debt.Id}/offers")).Json.GetProperty("data").EnumerateArray()
            .Select(o => (o.Word("key"), o.GetProperty("terms").Word("total"), o.GetProperty("terms").GetProperty("discount").Word("total")));
        var told = answer.Result.GetProperty("offers").EnumerateArray().Select(o => (o.Word("key"), o.Word("total"), o.Word("discount"))).ToList();
        Assert.Equal(quoted, told);
        Assert.Equal(6, told.Count);
        Assert.Equal((0, 0, 0, 1), Moves(answer));
        var read = await caller.ReadAsync(answer.Header("Location"));
        Assert.Equal((200, answer.Json.ToString()), (read.Status, read.Json.ToString()));
        Assert.NotNull(read.Tag);
        Assert.Equal(304, (await caller.GetAsync(answer.Header("Location"), ("If-None-Match", read.Tag!))).Status);
    }

    [Fact]
    public async Task A_document_shows_who_gets_what_what_it_costs_and_what_comes_in()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        await world.DebtAsync(shop, lateDays: 30, principal: Money.OfCents(10_000));
        await world.DebtAsync(shop, lateDays: 200, principal: Money.OfCents(100_000));

        // 200 days late: 1,000.00 + fine 20.00 + interest 66.67.
        var answer = await caller.SimulateAsync(new { document = Document("""
            { "rules": [
                { "id": "antigas", "priority": 1, "when": { "daysOverdue": { "min": 90 } }, "terms": [
                    { "id": "a-vista", "form": "singlePayment", "discount": { "principal": "10.00", "fine": "100.00", "interest": "100.00" }, "firstPaymentDays": 3 },
                    { "id": "vezes", "form": "instalments", "instalments": { "min": 2, "max": 3 }, "discount": { "fine": "100.00" }, "firstPaymentDays": 3 } ] } ] }
            """), scope = "sample", sampleSize = 10 });

        Assert.Equal((201, 2, 1, 1), (answer.Status, answer.Result.Number("debts"), answer.Result.Number("withOffer"), answer.Result.Number("withoutOffer")));
        Assert.Equal("1086.67", answer.Result.Word("balanceWithOffer"));
        Assert.Equal(["antigas/a-vista 1 1 186.67", "antigas/vezes 1 2 20.00"], answer.Result.GetProperty("ways").EnumerateArray()
            .Select(w => $"{w.Word("rule")}/{w.Word("terms")} {w.Number("debts")} {w.Number("offers")} {w.Word("discount")}"));
        Assert.Equal([(1, 1), (2, 1), (3, 1)], answer.Result.GetProperty("payments").EnumerateArray().Select(p => (p.Number("payments"), p.Number("debts"))));
        Assert.Equal([(3, 1)], answer.Result.GetProperty("offerCounts").EnumerateArray().Select(o => (o.Number("offers"), o.Number("debts"))));
        Assert.Equal(("20.00", "186.67"), (answer.Result.GetProperty("leastDiscount").Word("total"), answer.Result.GetProperty("mostDiscount").Word("total")));
        Assert.Equal(("100.00", "66.67", "20.00"), (
            answer.Result.GetProperty("mostDiscount").Word("principal"), answer.Result.GetProperty("mostDiscount").Word("interest"), answer.Result.GetProperty("mostDiscount").Word("fine")));
        Assert.Equal("10.00 20.00 1", answer.Result.GetProperty("discounts").EnumerateArray().Where(d => d.Number("debts") > 0)
            .Select(d => $"{d.Word("from")} {d.Word("upTo")} {d.Number("debts")}").Single());
        var cash = answer.Result.GetProperty("expectedCash");
        Assert.Equal(("900.00", world.Today.AddDays(3).ToString("yyyy-MM", null), "900.00"), (cash.Word("total"), cash.GetProperty("months")[0].Word("month"), cash.GetProperty("months")[0].Word("amount")));

        // The policy in force offers something to both.
        Assert.Equal((0, 1, 1, 0), Moves(answer));
        Assert.Equal(policy.Id.ToString(), answer.Result.GetProperty("inForce").Word("policyId"));
        Assert.StartsWith("T-", Assert.Single(await caller.WithoutOfferAsync(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_debt_without_an_offer_says_why_and_no_cell_is_a_formula()
    {
        var (shop, _, caller) = await world.SimulatingAsync();
        await MakeAsync(shop, "=1+1", d => d.Product = "Outro");
        await MakeAsync(shop, "pequena", d => d.Principal = Money.OfCents(1_000));
        await MakeAsync(shop, "juros,\"altos\"", d => d.MonthlyInterestRate = 0.02m);
        await MakeAsync(shop, "paga", d => d.Credits = Money.OfCents(10_000_000));
        await MakeAsync(shop, "guarda", d => d.Portfolio = "guarda");
        await MakeAsync(shop, "quebrada", d =>
        {
            d.PutUnderAgreement(world.Clock.GetUtcNow());
            d.ReturnToOpen(world.Clock.GetUtcNow(), world.Today.AddDays(5));
        });
        await MakeAsync(shop, "acordo", d => d.PutUnderAgreement(world.Clock.GetUtcNow()));
        await MakeAsync(shop, "com-oferta", _ => { });
        await MakeAsync(shop, "quitada", d =>
        {
            d.PutUnderAgreement(world.Clock.GetUtcNow());
            d.Settle(world.Clock.GetUtcNow());
        });
        var draft = await caller.PostAsync("/v1/offer-policies", new { name = "Rascunho", document = Document("""
            { "rules": [
                { "id": "guarda", "priority": 1, "when": { "portfolios": ["guarda"] }, "terms": [{ "id": "t", "form": "singlePayment", "discount": { "principal": "50.00" } }] },
                { "id": "cartao", "priority": 2, "when": { "products": ["Cartão"] }, "terms": [
                    { "id": "v", "form": "instalments", "instalments": { "min": 2, "max": 4 }, "minInstalment": "50.00" } ] } ] }
            """) });
        await world.GuardedAsync(shop, p => p.MinPrincipalRecoveredRate = 0.9m);

        var answer = await caller.SimulateAsync(new { policyId = draft.Word("id"), scope = "sample", sampleSize = 100 });

        var until = world.Today.AddDays(5).ToString("yyyy-MM-dd", null);
        Assert.Equal(
            [
                "'=1+1|no-rule||1050.00|",
                "pequena|instalment-below-minimum|cartao|10.50|",
                "\"juros,\"\"altos\"\"\"|interest-above-legal-limit||1080.00|",
                "paga|nothing-owed|cartao|0.00|",
                "guarda|discount-above-guard|guarda|1050.00|",
                $"quebrada|debt-resting|||{until}",
                "acordo|debt-not-open|||",
            ],
            (await caller.WithoutOfferAsync(answer)).Select(Short));
        Assert.Equal((8, 1, 7), (answer.Result.Number("debts"), answer.Result.Number("withOffer"), answer.Result.Number("withoutOffer")));
        Assert.Equal(7, answer.Result.GetProperty("reasons").GetArrayLength());
        Assert.Contains("Decreto 22.626/1933", string.Join('\n', await caller.WithoutOfferAsync(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portfolio_is_accepted_shows_its_progress_and_then_its_result()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();

        for (var i = 0; i < 5; i++)
        {
            await world.DebtAsync(shop, of: Cpfs.New(), portfolio: i < 3 ? "varejo" : "outros");
        }

        var asked = await caller.SimulateAsync(new { policyId = policy.Id, scope = "portfolio", portfolio = "varejo" });
        var waiting = await caller.ReadAsync(asked.Header("Location"));
        await world.RunJobsAsync();
        var done = await caller.ReadAsync(asked.Header("Location"));

        Assert.Equal((202, "waiting", "waiting"), (asked.Status, asked.Word("status"), waiting.Word("status")));
        Assert.Equal((JsonValueKind.Null, 0), (waiting.Json.GetProperty("debts").ValueKind, waiting.Json.Number("debtsRead")));
        Assert.Equal(("completed", 3, 3, 3), (done.Word("status"), done.Json.Number("debts"), done.Json.Number("debtsRead"), done.Result.Number("withOffer")));
        Assert.Empty(await caller.WithoutOfferAsync(done));
        var listed = (await caller.ReadAsync("/v1/offer-simulations")).Json.GetProperty("data")[0];
        Assert.Equal((done.Word("id"), "completed", false), (listed.Word("id"), listed.Word("status"), listed.TryGetProperty("result", out _)));
    }

    [Fact]
    public async Task A_portfolio_without_debts_has_a_result_of_nothing()
    {
        var (_, policy, caller) = await world.SimulatingAsync();

        var asked = await caller.SimulateAsync(new { policyId = policy.Id, scope = "portfolio" });
        await world.RunJobsAsync();

        var done = await caller.ReadAsync(asked.Header("Location"));
        Assert.Equal(("completed", 0, 0, "0.00"), (done.Word("status"), done.Json.Number("debts"), done.Result.Number("debts"), done.Result.GetProperty("expectedCash").Word("total")));
    }

    [Fact]
    public async Task Twice_with_one_key_is_one_simulation_and_another_body_is_refused()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        await world.DebtAsync(shop);
        var body = new { policyId = policy.Id, scope = "portfolio" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => caller.SimulateAsync(body, "k-1")));
        var again = await caller.SimulateAsync(body, "k-1");
        var other = await caller.SimulateAsync(new { policyId = policy.Id, scope = "portfolio", portfolio = "x" }, "k-1");

        Assert.All(answers.Append(again), a => Assert.Equal((202, again.Header("Location")), (a.Status, a.Header("Location"))));
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Code));
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Set<Shared.Simulations.OfferSimulation>().CountAsync()));
    }

    [Fact]
    public async Task Refuses_what_it_cannot_ask()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        var next = await world.DraftedAsync(shop);
        await World.MustAsync(world.DoAsync(shop, (PublishPolicy publish) => publish.ExecuteAsync(next.Id, Actor.ApiKey("t"))));
        var stranger = Guid.CreateVersion7();

        Assert.Equal("409 offer-policy-retired", await TriedAsync(new { policyId = policy.Id, scope = "portfolio" }));
        Assert.Equal("404 offer-policy-not-found", await TriedAsync(new { policyId = stranger, scope = "portfolio" }));
        Assert.Equal("404 debt-not-found", await TriedAsync(new { policyId = next.Id, scope = "debt", debtId = stranger }));
        Assert.Equal("400 validation-failed policyId", await TriedAsync(new { scope = "portfolio" }));
        Assert.Equal("400 validation-failed policyId", await TriedAsync(new { policyId = next.Id, document = Document("{ \"rules\": [] }"), scope = "portfolio" }));
        Assert.Equal("400 validation-failed debtId", await TriedAsync(new { policyId = next.Id, scope = "debt" }));
        Assert.Equal("400 validation-failed sampleSize", await TriedAsync(new { policyId = next.Id, scope = "sample" }));
        Assert.Equal("400 validation-failed sampleSize", await TriedAsync(new { policyId = next.Id, scope = "sample", sampleSize = 100_001 }));
        Assert.Equal("400 validation-failed seed", await TriedAsync(new { policyId = next.Id, scope = "portfolio", seed = 1 }));
        Assert.Equal("400 validation-failed scope", await TriedAsync(new { policyId = next.Id, scope = "all" }));
        Assert.Equal("422 policy-invalid document.rules", await TriedAsync(new { document = Document("{ \"rules\": [] }"), scope = "portfolio" }));
        Assert.Equal("422 policy-invalid document.rules[0].terms[0].discount", await TriedAsync(new
        {
            document = Document("""{ "rules": [{ "id": "a", "terms": [{ "id": "t", "form": "singlePayment", "discount": { "fine": "101.00" } }] }] }"""),
            scope = "portfolio",
        }));

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(202, (await caller.SimulateAsync(new { policyId = next.Id, scope = "portfolio" })).Status);
        }

        Assert.Equal("429 too-many-simulations", await TriedAsync(new { policyId = next.Id, scope = "portfolio" }));
        Assert.Equal("30", (await caller.SimulateAsync(new { policyId = next.Id, scope = "portfolio" })).Header("Retry-After"));

        async Task<string> TriedAsync(object body)
        {
            var answer = await caller.SimulateAsync(body);
            var errors = answer.Json.TryGetProperty("errors", out var fields) ? " " + string.Join(' ', fields.EnumerateObject().Select(f => f.Name)) : "";
            return $"{answer.Status} {answer.Code}{errors}";
        }
    }

    [Fact]
    public async Task Another_creditors_policy_debt_and_simulation_are_not_found()
    {
        var (shop, policy, caller) = await world.SimulatingAsync();
        var (_, theirs, stranger) = await world.SimulatingAsync();
        var debt = await world.DebtAsync(shop);
        var made = await caller.SimulateAsync(new { policyId = policy.Id, scope = "debt", debtId = debt.Id });

        Answer[] answers =
        [
            await stranger.SimulateAsync(new { policyId = policy.Id, scope = "portfolio" }),
            await stranger.SimulateAsync(new { policyId = theirs.Id, scope = "debt", debtId = debt.Id }),
            await stranger.ReadAsync(made.Header("Location")),
            await stranger.ReadAsync(made.Header("Location") + "/debts-without-offer"),
            await stranger.PostAsync(made.Header("Location") + "/cancellation", ""),
        ];

        Assert.All(answers, a => Assert.True(a.Status == 404 && a.Code.EndsWith("-not-found", StringComparison.Ordinal), $"{a.Status} {a.Json}"));
        var sample = await stranger.SimulateAsync(new { policyId = theirs.Id, scope = "sample", sampleSize = 100 });
        Assert.Equal(0, sample.Result.Number("debts"));
    }

    [Fact]
    public async Task The_same_seed_picks_the_same_debts_and_another_one_others()
    {
        var (shop, _, caller) = await world.SimulatingAsync();

        for (var i = 0; i < 30; i++)
        {
            await world.DebtAsync(shop, of: Cpfs.New());
        }

        var nobody = Document("""{ "rules": [{ "id": "a", "when": { "products": ["nenhum"] }, "terms": [{ "id": "t", "form": "singlePayment" }] }] }""");
        var first = await caller.SimulateAsync(new { document = nobody, scope = "sample", sampleSize = 8 });
        var same = await caller.SimulateAsync(new { document = nobody, scope = "sample", sampleSize = 8, seed = first.Json.GetProperty("seed").GetInt64() });
        var other = await caller.SimulateAsync(new { document = nobody, scope = "sample", sampleSize = 8, seed = first.Json.GetProperty("seed").GetInt64() + 1 });

        var large = await caller.SimulateAsync(new { document = nobody, scope = "sample", sampleSize = 1_001, seed = 1 });
        await world.RunJobsAsync();

        Assert.Equal(202, large.Status);
        Assert.Equal(30, (await caller.WithoutOfferAsync(large)).Length);
        Assert.Equal(8, (await caller.WithoutOfferAsync(first)).Length);
        Assert.Equal(await caller.WithoutOfferAsync(first), await caller.WithoutOfferAsync(same));
        Assert.NotEqual(await caller.WithoutOfferAsync(first), await caller.WithoutOfferAsync(other));
    }

    private static (int Gained, int Lost, int Changed, int Unchanged) Moves(Answer answer)
    {
        var inForce = answer.Result.GetProperty("inForce");
        return (inForce.Number("gained"), inForce.Number("lost"), inForce.Number("changed"), inForce.Number("unchanged"));
    }

    private static JsonElement Document(string json) => JsonDocument.Parse(json).RootElement;

    // Without the id and the sentence, which hold commas of their own.
    private static string Short(string line)
    {
        var cells = System.Text.RegularExpressions.Regex.Matches(line, "(?<=^|,)(\"(?:[^\"]|\"\")*\"|[^,]*)").Select(m => m.Value).ToList();
        return $"{cells[0]}|{cells[2]}|{cells[4]}|{cells[5]}|{cells[6]}";
    }

    private async Task MakeAsync(Creditor shop, string externalId, Action<Debt> revise)
    {
        var debt = await world.DebtAsync(shop, of: Cpfs.New(), externalId: externalId);
        await world.SeeAsync(shop, async db =>
        {
            revise(await db.Debts.SingleAsync(d => d.Id == debt.Id));
            return await db.SaveChangesAsync();
        });
    }
}
