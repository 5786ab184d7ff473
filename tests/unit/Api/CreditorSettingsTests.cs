using System.Text.Json;
using Shared.Agreements;
using Shared.Creditors;
using Shared.Debts;

namespace Tests.Api;

/// <summary>What a creditor sets itself: its rules, its contracts' defaults, its guards.</summary>
public sealed class CreditorSettingsTests(World world) : IClassFixture<World>
{
    private const string Path = "/v1/creditor";

    [Fact]
    public async Task A_patch_changes_what_it_names_and_nothing_else()
    {
        var (shop, caller) = await CallerAsync();
        var before = await caller.ReadAsync(Path);

        var patched = await PatchAsync(caller, """{ "profile": { "defaultIndex": "IPCA", "agreementRules": { "graceDays": 10 } } }""");
        var nothing = await PatchAsync(caller, "{}");

        Assert.Equal((200, 200, patched.Tag), (patched.Status, nothing.Status, nothing.Tag));
        Assert.Equal(patched.Json.GetRawText(), (await caller.ReadAsync(Path)).Json.GetRawText());
        Assert.Equal(
            Leaves(before.Json).Select(l => l.Key switch { "profile.defaultIndex" => (l.Key, "IPCA"), "profile.agreementRules.graceDays" => (l.Key, "10"), _ => (l.Key, l.Value) }),
            Leaves(patched.Json).Select(l => (l.Key, l.Value)));

        var row = Assert.Single(await world.SeeAsync(shop, db => db.Events.AsNoTracking().Where(e => e.Name == nameof(CreditorRevised)).ToListAsync()));
        var changes = JsonSerializer.Deserialize<CreditorRevised>(row.Payload)!.Changes;
        Assert.Equal("api-key", row.ActorKind);
        Assert.Equal([new("correctionIndex", null, "IPCA"), new("agreementRules.graceDays", "5", "10")], changes);
    }

    [Fact]
    public async Task Null_puts_back_what_holds_without_it()
    {
        var (shop, caller) = await CallerAsync();
        await PatchAsync(caller, """{ "profile": { "defaultFinePercent": "1.00", "feesBasis": "Cláusula 3", "agreementRules": { "maxSplits": 4 } } }""");

        var answer = await PatchAsync(caller, """{ "profile": { "defaultFinePercent": null, "feesBasis": null, "agreementRules": { "maxSplits": null } } }""");

        var profile = answer.Json.GetProperty("profile");
        Assert.Equal(("2.00", JsonValueKind.Null, 1), (profile.Text("defaultFinePercent"), profile.GetProperty("feesBasis").ValueKind, profile.GetProperty("agreementRules").GetProperty("maxSplits").GetInt32()));
        var told = await world.SeeAsync(shop, db => db.Events.Where(e => e.Name == nameof(CreditorRevised)).Select(e => e.Payload).ToListAsync());
        Assert.DoesNotContain(told, payload => payload.Contains("Cláusula", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_media_type_of_merge_patches_is_read()
    {
        var (_, caller) = await CallerAsync();

        var answer = await caller.CallAsync(HttpMethod.Patch, Path, """{ "profile": { "agreementRules": { "reofferDays": 0 } } }""", null, ("Content-Type", "application/merge-patch+json"));

        Assert.Equal(0, answer.Json.GetProperty("profile").GetProperty("agreementRules").GetProperty("reofferDays").GetInt32());
    }

    [Theory]
    [InlineData("""{ "profile": { "defaultFinePercent": "2.01" } }""", "profile.defaultFinePercent", "CDC, art. 52")]
    [InlineData("""{ "profile": { "defaultFinePercent": "-0.01" } }""", "profile.defaultFinePercent", "negativos")]
    [InlineData("""{ "profile": { "defaultMonthlyInterestPercent": "1.01" } }""", "profile.defaultMonthlyInterestPercent", "Decreto 22.626")]
    [InlineData("""{ "profile": { "defaultInterestFormula": "compound" } }""", "profile.defaultInterestFormula", "Decreto 22.626")]
    [InlineData("""{ "profile": { "defaultIndex": "SELIC" } }""", "profile.defaultIndex", "IPCA")]
    [InlineData("""{ "profile": { "feesBasis": " " } }""", "profile.feesBasis", "cláusula")]
    [InlineData("""{ "profile": { "agreementRules": { "withdrawalDays": 6 } } }""", "profile.agreementRules.withdrawalDays", "CDC, art. 49")]
    [InlineData("""{ "profile": { "agreementRules": { "cureNoticeDays": 1 } } }""", "profile.agreementRules.cureNoticeDays", "dois dias")]
    [InlineData("""{ "profile": { "agreementRules": { "graceDays": -1 } } }""", "profile.agreementRules.graceDays", "De 0 a 30")]
    [InlineData("""{ "profile": { "agreementRules": { "graceDays": 31 } } }""", "profile.agreementRules.graceDays", "De 0 a 30")]
    [InlineData("""{ "profile": { "agreementRules": { "missedInstalments": 0 } } }""", "profile.agreementRules.missedInstalments", "De 1 a 12")]
    [InlineData("""{ "profile": { "agreementRules": { "reofferDays": 91 } } }""", "profile.agreementRules.reofferDays", "De 0 a 90")]
    [InlineData("""{ "profile": { "agreementRules": { "maxDueDateMoves": 13 } } }""", "profile.agreementRules.maxDueDateMoves", "De 0 a 12")]
    [InlineData("""{ "profile": { "agreementRules": { "maxMoveDays": 0 } } }""", "profile.agreementRules.maxMoveDays", "De 1 a 60")]
    [InlineData("""{ "profile": { "agreementRules": { "maxSplits": 13 } } }""", "profile.agreementRules.maxSplits", "De 0 a 12")]
    [InlineData("""{ "profile": { "agreementRules": { "maxRenegotiations": 6 } } }""", "profile.agreementRules.maxRenegotiations", "De 0 a 5")]
    public async Task What_law_or_decency_forbids_is_refused_with_the_reason(string patch, string field, string reason)
    {
        var (shop, caller) = await CallerAsync();
        var before = await caller.ReadAsync(Path);

        var answer = await PatchAsync(caller, patch);

        Assert.Equal((422, "creditor-settings-invalid"), answer.Refused());
        Assert.Contains(reason, Assert.Single(answer.Json.GetProperty("errors").GetProperty(field).EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(before.Tag, (await caller.ReadAsync(Path)).Tag);
        Assert.Equal(0, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(CreditorRevised))));
    }

    [Theory]
    [InlineData("""{ "profile": null }""")]
    [InlineData("""{ "profile": { "agreementRules": null } }""")]
    [InlineData("""{ "profile": { "legalName": "Outra" } }""")]
    [InlineData("""{ "profile": { "agreementRules": { "graceDays": "5" } } }""")]
    [InlineData("""{ "name": "Outra" }""")]
    public async Task What_is_no_setting_is_refused(string patch)
    {
        var (_, caller) = await CallerAsync();

        Assert.Equal((400, "validation-failed"), (await PatchAsync(caller, patch)).Refused());
    }

    [Fact]
    public async Task A_financial_institution_charges_more_and_asks_for_no_fees()
    {
        var (shop, caller) = await CallerAsync();
        await OwnerAsync(shop, p => (p.IsFinancialInstitution, p.FeesBasis) = (true, null));

        var more = await PatchAsync(caller, """{ "profile": { "defaultMonthlyInterestPercent": "8.00", "defaultInterestFormula": "compound" } }""");
        var fees = await PatchAsync(caller, """{ "profile": { "feesBasis": "Cláusula 9" } }""");
        var absurd = await PatchAsync(caller, """{ "profile": { "defaultMonthlyInterestPercent": "20.01" } }""");

        Assert.Equal((200, 422, 422), (more.Status, fees.Status, absurd.Status));
        Assert.Contains("4.882", fees.Json.GetProperty("errors").GetProperty("profile.feesBasis")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fees_are_offered_for_with_the_clause_and_refused_with_the_law_without()
    {
        var (shop, caller) = await CallerAsync();
        await world.PolicyAsync(shop);
        var debt = await world.DebtAsync(shop, of: Cpfs.New());
        await world.DoAsync(HostRole.Owner, (AppDb db) => db.Database.ExecuteSqlAsync($"update debts set fees_cents = 5000 where id = {debt.Id.Value}"));
        await PatchAsync(caller, """{ "profile": { "feesBasis": null } }""");

        var without = await caller.ReadAsync($"/v1/debts/{debt.Id}/offers");
        await PatchAsync(caller, """{ "profile": { "feesBasis": "Cláusula 9 do contrato" } }""");
        var with = await caller.OffersAsync(debt);

        Assert.Equal((409, "fees-without-contract-basis"), without.Refused());
        Assert.Contains("CC, arts. 389 e 395", without.Json.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("50.00", with[0].GetProperty("terms").GetProperty("balance").Text("fees"));
    }

    [Fact]
    public async Task Agreements_keep_the_rules_they_were_accepted_with()
    {
        var (shop, debt, caller) = await world.CounterAsync();
        var made = await caller.PostAsync("/v1/agreements", world.Closing(debt, await caller.OfferAsync(debt, 3)));
        var later = await world.DebtAsync(shop, of: Cpfs.New());

        await PatchAsync(caller, """{ "profile": { "agreementRules": { "graceDays": 0, "withdrawalDays": 14, "maxSplits": 0, "maxRenegotiations": 0 } } }""");

        var rules = (await caller.ReadAsync($"/v1/agreements/{made.Json.Text("id")}")).Json.GetProperty("terms").GetProperty("rules");
        var fresh = (await caller.OfferAsync(later)).GetProperty("terms").GetProperty("rules");
        Assert.Equal((5, 7, 1, 1), RulesOf(rules));
        Assert.Equal((0, 14, 0, 0), RulesOf(fresh));
        var agreement = await world.SeeAsync(shop, db => db.Agreements.AsNoTracking().SingleAsync());
        Assert.Equal(agreement.AcceptedAt.BrazilDay.AddDays(7), CancelAgreement.LastDayToWithdraw(agreement));
    }

    [Fact]
    public async Task It_goes_through_only_on_what_was_read_and_once_per_key()
    {
        var (shop, caller) = await CallerAsync();
        var tag = (await caller.ReadAsync(Path)).Tag!;
        const string Patch = """{ "profile": { "agreementRules": { "maxMoveDays": 20 } } }""";

        var first = await caller.CallAsync(HttpMethod.Patch, Path, Patch, "p-1", ("If-Match", tag));
        var replay = await caller.CallAsync(HttpMethod.Patch, Path, Patch, "p-1", ("If-Match", tag));
        var late = await caller.CallAsync(HttpMethod.Patch, Path, """{ "profile": { "agreementRules": { "maxMoveDays": 30 } } }""", null, ("If-Match", tag));

        Assert.Equal((200, 200, "true"), (first.Status, replay.Status, replay.Header("Idempotency-Replayed")));
        Assert.Equal((412, "precondition-failed"), late.Refused());
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(CreditorRevised))));
    }

    [Fact]
    public async Task Changes_of_different_settings_at_the_same_time_all_stand()
    {
        var (_, caller) = await CallerAsync();
        string[] settings = ["graceDays", "maxMoveDays", "maxSplits"];

        var answers = await Task.WhenAll(settings.Select(s => PatchAsync(caller, $$"""{ "profile": { "agreementRules": { "{{s}}": 9 } } }""")));

        var rules = (await caller.ReadAsync(Path)).Json.GetProperty("profile").GetProperty("agreementRules");
        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.All(settings, s => Assert.Equal(9, rules.GetProperty(s).GetInt32()));
    }

    [Fact]
    public async Task Guards_are_replaced_as_a_whole_and_on_what_was_read()
    {
        var (shop, caller) = await CallerAsync();
        var before = await caller.ReadAsync(Path + "/guards");

        var put = await caller.CallAsync(HttpMethod.Put, Path + "/guards", Guards("50.00", "80.00"), null, ("If-Match", before.Tag!));
        var same = await caller.CallAsync(HttpMethod.Put, Path + "/guards", Guards("50.00", "80.00"), null);
        var late = await caller.CallAsync(HttpMethod.Put, Path + "/guards", Guards("60.00", "80.00"), null, ("If-Match", before.Tag!));
        var beyond = await caller.CallAsync(HttpMethod.Put, Path + "/guards", Guards("100.01", "-1.00"), null);
        var half = await caller.CallAsync(HttpMethod.Put, Path + "/guards", new { maxDiscountPercent = "50.00" }, null);

        Assert.Equal((200, 200, put.Tag), (put.Status, same.Status, same.Tag));
        Assert.Equal(("50.00", "80.00", "1.00", "2.00"), (put.Json.Text("maxDiscountPercent"), put.Json.Text("minPrincipalRecoveredPercent"), put.Json.Text("maxMonthlyRatePercent"), put.Json.Text("maxFinePercent")));
        Assert.Equal([(412, "precondition-failed"), (422, "guards-invalid"), (400, "validation-failed")], [late.Refused(), beyond.Refused(), half.Refused()]);
        Assert.Equal(["maxDiscountPercent", "minPrincipalRecoveredPercent"], beyond.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Equal("api-key", await world.SeeAsync(shop, db => db.Events.Where(e => e.Name == nameof(GuardsReplaced)).Select(e => e.ActorKind).SingleAsync()));
    }

    [Fact]
    public async Task A_policy_beyond_new_guards_is_not_published()
    {
        var (_, caller) = await CallerAsync();
        await caller.CallAsync(HttpMethod.Put, Path + "/guards", Guards("90.00", "95.00"), null);
        var terms = new[] { new { id = "a", form = "singlePayment", discount = new { principal = "10.00" } } };

        var draft = await caller.PostAsync("/v1/offer-policies", new { name = "P", document = new { rules = new[] { new { id = "r", terms } } } });

        Assert.Equal((422, "policy-invalid"), draft.Refused());
    }

    [Fact]
    public async Task Nobody_changes_what_is_anothers()
    {
        var (_, caller) = await CallerAsync();
        var (_, other) = await CallerAsync();
        var before = (await other.ReadAsync(Path)).Tag;

        await PatchAsync(caller, """{ "profile": { "agreementRules": { "graceDays": 9 } } }""");
        await caller.CallAsync(HttpMethod.Put, Path + "/guards", Guards("10.00", "10.00"), null);

        Assert.Equal(before, (await other.ReadAsync(Path)).Tag);
    }

    private static object Guards(string discount, string principal) => new { maxDiscountPercent = discount, minPrincipalRecoveredPercent = principal };

    private static (int, int, int, int) RulesOf(JsonElement rules) => (
        rules.GetProperty("graceDays").GetInt32(), rules.GetProperty("withdrawalDays").GetInt32(), rules.GetProperty("maxSplits").GetInt32(),
        rules.GetProperty("maxRenegotiations").GetInt32());

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonElement element, string under = "") =>
        element.EnumerateObject().SelectMany(m => m.Value.ValueKind is JsonValueKind.Object
            ? Leaves(m.Value, $"{under}{m.Name}.")
            : [KeyValuePair.Create(under + m.Name, m.Value.ToString())]);

    private static Task<Answer> PatchAsync(HttpClient caller, string patch) => caller.CallAsync(HttpMethod.Patch, Path, patch, null);

    private Task<int> OwnerAsync(Creditor shop, Action<CreditorProfile> change) => world.DoAsync(HostRole.Owner, async (AppDb db) =>
    {
        change(await db.CreditorProfiles.IgnoreQueryFilters().SingleAsync(p => p.CreditorId == shop.Id));
        return await db.SaveChangesAsync();
    });

    private async Task<(Creditor Shop, HttpClient Caller)> CallerAsync()
    {
        var shop = await world.CreditorAsync();
        return (shop, world.Api.Caller(await world.KeyAsync(shop)));
    }
}
