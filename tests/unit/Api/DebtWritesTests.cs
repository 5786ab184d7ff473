using System.Text;
using System.Text.Json;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;
using Shared.Imports;

namespace Tests.Api;

public sealed class DebtWritesTests(World world) : IClassFixture<World>
{
    private static readonly Dictionary<string, object?> Maria = new()
    {
        ["externalId"] = "TIT-1",
        ["document"] = "529.982.247-25",
        ["name"] = "Maria da Silva",
        ["phone"] = "11987654321",
        ["product"] = "Cartão",
        ["contract"] = "C-1",
        ["dueDate"] = "2025-10-10",
        ["principal"] = "1234.56",
        ["finePercent"] = "2.00",
        ["tags"] = new[] { "loja-12", "ativa" },
    };

    [Fact]
    public async Task A_title_comes_in_is_found_again_and_changes_when_it_is_sent_again()
    {
        var (shop, caller) = await ShopAsync();

        var created = await caller.PostAsync("/v1/debts", Maria);
        var again = await caller.PostAsync("/v1/debts", Maria);
        var dearer = await caller.PostAsync("/v1/debts", With(("principal", "2000.00"), ("phone", null)));

        Assert.Equal((201, "created", 200, "unchanged", 200, "updated"), (created.Status, Outcome(created), again.Status, Outcome(again), dearer.Status, Outcome(dearer)));
        var shown = (await caller.ReadAsync($"/v1/debts/{IdOf(created)}")).Json;
        Assert.Equal(("2000.00", "TIT-1", "open", "2.00"), (Text(shown, "principal"), Text(shown, "externalId"), Text(shown, "status"), Text(shown, "finePercent")));
        Assert.Equal(["ativa", "loja-12"], shown.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));

        // What is left out of a debtor says nothing: the phone stays.
        var debtor = await world.SeeAsync(shop, db => db.Debtors.SingleAsync());
        Assert.Equal("+5511987654321", DebtorIdentity.Open(debtor.SealedIdentity, world.Vault).Phone);
        Assert.Equal(["debt.updated", "debt.created"], await EventsAsync(caller));
    }

    [Fact]
    public async Task By_api_and_by_file_the_same_title_is_unchanged_both_ways()
    {
        var (shop, caller) = await ShopAsync();
        const string header = "externalId;document;name;phone;product;contract;dueDate;principal;finePercent;tags";
        string[] file = [header, "TIT-1;52998224725;Maria da Silva;(11) 98765-4321;Cartão;C-1;10/10/2025;1.234,56;2;ativa|loja-12"];

        await caller.PostAsync("/v1/debts", Maria);
        var import = await ImportAsync(shop, string.Join('\n', file));
        var back = await caller.PostAsync("/v1/debts", Maria);

        Assert.Equal((1, 1), (import.RowsRead, import.Unchanged));
        Assert.Equal("unchanged", Outcome(back));
    }

    [Fact]
    public async Task What_is_wrong_is_told_member_by_member_and_nothing_comes_in()
    {
        var (shop, caller) = await ShopAsync();

        var refused = await caller.PostAsync("/v1/debts", With(
            ("document", "111.111.111-11"), ("principal", "0.00"), ("finePercent", "10.00"), ("monthlyInterestPercent", "3.00"), ("originDate", "2025-12-01"), ("state", "XX")));

        Assert.Equal((422, "debt-invalid"), (refused.Status, refused.Code));
        Assert.Equal(
            ["document", "finePercent", "monthlyInterestPercent", "originDate", "principal", "state"],
            refused.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0, await world.SeeAsync(shop, db => db.Debts.CountAsync()));
    }

    [Fact]
    public async Task A_contact_that_is_none_is_left_out_and_named()
    {
        var (_, caller) = await ShopAsync();

        var created = await caller.PostAsync("/v1/debts", With(("phone", "123")));

        Assert.Equal((201, "phone-ignored"), (created.Status, Text(created.Json.GetProperty("note"), "code")));
    }

    [Fact]
    public async Task Eight_at_once_make_one_title_and_one_debtor()
    {
        var (shop, caller) = await ShopAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => caller.PostAsync("/v1/debts", With(("tags", new[] { $"caixa-{i % 2}" })))));

        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers, a => Assert.InRange(a.Status, 200, 201));
        Assert.Equal((1, 1), await world.SeeAsync(shop, async db => (await db.Debts.CountAsync(), await db.Debtors.CountAsync())));
    }

    [Fact]
    public async Task The_title_of_somebody_else_is_refused()
    {
        var (_, caller) = await ShopAsync();
        await caller.PostAsync("/v1/debts", Maria);

        Assert.Equal("debtor-changed", (await caller.PostAsync("/v1/debts", With(("document", "11144477735")))).Code);
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_a_file_as_before_leaves_it()
    {
        var (shop, caller) = await ShopAsync();
        var id = IdOf(await caller.PostAsync("/v1/debts", Maria));

        var patched = await PatchAsync(caller, id, new { principal = "1000.00", portfolio = "2026-2", tags = (string[]?)null, monthlyInterestPercent = "0.50" });

        Assert.Equal(
            (200, "1000.00", "2026-2", "0.50", "2.00"),
            (patched.Status, Text(patched.Json, "principal"), Text(patched.Json, "portfolio"), Text(patched.Json, "monthlyInterestPercent"), Text(patched.Json, "finePercent")));
        Assert.Equal(0, patched.Json.GetProperty("tags").GetArrayLength());
        Assert.Equal("unchanged", Outcome(await caller.PostAsync("/v1/debts", Maria)));
        Assert.Equal(100_000, await world.SeeAsync(shop, async db => (await db.Debts.SingleAsync()).Principal.Cents));

        // The source says something else: it goes over everything.
        await caller.PostAsync("/v1/debts", With(("contract", "C-2")));
        Assert.Equal((123_456, "C-2"), await world.SeeAsync(shop, async db => ((await db.Debts.SingleAsync()).Principal.Cents, (await db.Debts.SingleAsync()).Contract)));
        Assert.Equal(["debt.updated", "debt.updated", "debt.created"], await EventsAsync(caller));
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_is_no_event()
    {
        var (_, caller) = await ShopAsync();
        var id = IdOf(await caller.PostAsync("/v1/debts", Maria));

        var patched = await PatchAsync(caller, id, new { principal = "1234.56" });

        Assert.Equal(200, patched.Status);
        Assert.Equal(["debt.created"], await EventsAsync(caller));
    }

    [Theory]
    [InlineData("""{ "principal": "-1.00" }""", "principal")]
    [InlineData("""{ "dueDate": null }""", "dueDate")]
    [InlineData("""{ "product": null }""", "product")]
    [InlineData("""{ "finePercent": "5.00" }""", "finePercent")]
    [InlineData("""{ "fees": "-1.00" }""", "fees")]
    [InlineData("""{ "index": "DOLAR" }""", "index")]
    public async Task A_patch_beyond_the_rules_is_refused_by_member(string body, string member)
    {
        var (_, caller) = await ShopAsync();
        var id = IdOf(await caller.PostAsync("/v1/debts", Maria));

        var refused = await PatchAsync(caller, id, JsonDocument.Parse(body).RootElement);

        Assert.Equal((422, "debt-invalid"), (refused.Status, refused.Code));
        Assert.Equal([member], refused.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task A_patch_over_an_old_look_is_refused()
    {
        var (_, caller) = await ShopAsync();
        var id = IdOf(await caller.PostAsync("/v1/debts", Maria));
        var old = (await caller.ReadAsync($"/v1/debts/{id}")).Tag!;
        await PatchAsync(caller, id, new { portfolio = "A" });

        var refused = await caller.CallAsync(HttpMethod.Patch, $"/v1/debts/{id}", new { portfolio = "B" }, null, ("If-Match", old));

        Assert.Equal((412, "precondition-failed"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_closed_title_is_offered_no_more_and_does_not_open_again()
    {
        var (shop, caller) = await ShopAsync();
        await world.PolicyAsync(shop);
        var id = IdOf(await caller.PostAsync("/v1/debts", Maria));
        var debt = await world.SeeAsync(shop, db => db.Debts.SingleAsync());
        var quote = (await world.OffersAsync(debt))[0];

        var closed = await CloseAsync(caller, id, "sold");
        var twice = await CloseAsync(caller, id, "sold");
        var again = await caller.PostAsync("/v1/debts", With(("principal", "1.00")));
        var patched = await PatchAsync(caller, id, new { principal = "1.00" });

        Assert.Equal((200, "closed", "sold"), (closed.Status, Text(closed.Json, "status"), Text(closed.Json, "closedReason")));
        Assert.Equal(["debt-closed", "debt-closed", "debt-closed"], [twice.Code, again.Code, patched.Code]);
        Assert.Equal(AcceptOffer.Taken, await World.MustRefuseAsync(world.AcceptAsync(quote)));
        Assert.Equal("debt.closed", (await EventsAsync(caller))[0]);
    }

    [Fact]
    public async Task Under_an_agreement_nothing_changes()
    {
        var (shop, caller) = await ShopAsync();
        await world.BankAsync(shop);
        await world.PolicyAsync(shop);
        var id = IdOf(await caller.PostAsync("/v1/debts", Maria));
        await world.AgreementAsync(await world.SeeAsync(shop, db => db.Debts.SingleAsync()));

        string?[] codes =
        [
            (await CloseAsync(caller, id, "paid")).Code, (await PatchAsync(caller, id, new { principal = "1.00" })).Code,
            (await caller.PostAsync("/v1/debts", With(("principal", "1.00")))).Code,
        ];

        Assert.All(codes, code => Assert.Equal("debt-under-agreement", code));
    }

    [Fact]
    public async Task Closed_and_accepted_at_once_it_is_one_or_the_other()
    {
        var (shop, caller) = await ShopAsync();
        await world.PolicyAsync(shop);
        var id = IdOf(await caller.PostAsync("/v1/debts", Maria));
        var quote = (await world.OffersAsync(await world.SeeAsync(shop, db => db.Debts.SingleAsync())))[0];

        var (closing, accepting) = (CloseAsync(caller, id, "paid"), world.AcceptAsync(quote));
        await Task.WhenAll(closing, accepting);

        var accepted = (await accepting).Succeeded(out _, out _);
        Assert.NotEqual(accepted, (await closing).Status == 200);
        Assert.Equal(accepted ? DebtStatus.UnderAgreement : DebtStatus.Closed, await world.SeeAsync(shop, async db => (await db.Debts.SingleAsync()).Status));
    }

    private static Dictionary<string, object?> With(params (string Member, object? Value)[] changes)
    {
        var row = new Dictionary<string, object?>(Maria);
        changes.ToList().ForEach(change => row[change.Member] = change.Value);
        return row;
    }

    private static string Outcome(Answer answer) => Text(answer.Json, "outcome");

    private static string IdOf(Answer answer) => Text(answer.Json.GetProperty("debt"), "id");

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static Task<Answer> PatchAsync(HttpClient caller, string id, object body) => caller.CallAsync(HttpMethod.Patch, $"/v1/debts/{id}", body, null);

    private static Task<Answer> CloseAsync(HttpClient caller, string id, string reason) => caller.PostAsync($"/v1/debts/{id}/closure", new { reason });

    private static async Task<List<string>> EventsAsync(HttpClient caller) =>
        [.. (await caller.ReadAsync("/v1/events")).Json.GetProperty("data").EnumerateArray().Select(e => Text(e, "type"))];

    private async Task<ImportBatch> ImportAsync(Creditor shop, string file)
    {
        var outcome = await world.DoAsync(shop, (StartImport start) =>
            start.ExecuteAsync(new(new MemoryStream(Encoding.UTF8.GetBytes(file)), ImportFormat.Csv), Actor.ApiKey("test"), CancellationToken.None));
        Assert.True(outcome.Succeeded(out var started, out _));
        await world.RunJobsAsync();
        return await world.SeeAsync(shop, db => db.Imports.SingleAsync(i => i.Id == started.Import.Id));
    }

    private async Task<(Creditor Shop, HttpClient Caller)> ShopAsync()
    {
        var shop = await world.CreditorAsync();
        return (shop, world.Api.Caller(await world.KeyAsync(shop)));
    }
}
