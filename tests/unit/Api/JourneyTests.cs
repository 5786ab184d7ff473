using System.Security.Cryptography;
using System.Text.Json;
using Shared.Payments;

namespace Tests.Api;

/// <summary>A creditor's system follows one debt from the policy to the money, through the API alone.</summary>
public sealed class JourneyTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task From_the_policy_to_the_ledger()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var debt = await world.DebtAsync(shop, principal: Money.OfCents(100_000), lateDays: 90);

        var account = await caller.PostAsync("/v1/gateway-accounts", new
        {
            gateway = "sandbox",
            name = "Banco",
            beneficiaryName = "Loja Azul",
            beneficiaryCity = "Sao Paulo",
        });
        var policy = await caller.PostAsync("/v1/offer-policies", new { name = "Campanha", document = Document });
        var published = await caller.CallAsync(HttpMethod.Post, $"/v1/offer-policies/{Id(policy)}/publication", null, null, ("If-Match", policy.Tag!));
        Assert.Equal((201, 201, "published"), (account.Status, policy.Status, Text(published, "status")));
        Assert.Equal(["sandbox"], (await caller.ReadAsync("/v1/gateway-accounts")).Json.GetProperty("data").EnumerateArray().Select(a => a.GetProperty("gateway").GetString()));

        var balance = (await caller.ReadAsync($"/v1/debts/{debt.Id}/balance")).Json;
        var offers = (await caller.ReadAsync($"/v1/debts/{debt.Id}/offers")).Json.GetProperty("data");
        Assert.Equal("1000.00", balance.GetProperty("principal").GetString());
        Assert.Equal(balance.GetProperty("total").GetString(), Total(balance.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("amount").GetString()!)));
        var paid = Assert.Single(offers.EnumerateArray()).GetProperty("terms").GetProperty("total").GetString();

        var agreement = await world.AgreementAsync(debt);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        Assert.Equal(("waiting", paid), (Text(await caller.ReadAsync($"/v1/charges/{charge.Id}"), "status"), charge.Amount.ToWire()));

        var payment = await caller.PostAsync($"/v1/test/charges/{charge.Id}/payments", new { });
        var twice = await caller.PostAsync($"/v1/test/charges/{charge.Id}/payments", new { });
        await world.LookAsync(shop, charge);
        Assert.Equal((201, 409, "charge-paid"), (payment.Status, twice.Status, twice.Code));

        var money = (await caller.ReadAsync($"/v1/payments?chargeId={charge.Id}")).Json.GetProperty("data")[0];
        var settled = await caller.ReadAsync($"/v1/agreements/{agreement.Id}");
        var entries = (await caller.ReadAsync("/v1/ledger-entries")).Json.GetProperty("data");
        Assert.Equal(Text(payment, "endToEndId"), money.GetProperty("externalId").GetString());
        Assert.Equal((paid, "settled"), (money.GetProperty("amount").GetString(), Text(settled, "status")));
        Assert.Equal("settled", Text(await caller.ReadAsync($"/v1/debts/{debt.Id}"), "status"));
        Assert.Equal("0.00", Text(await caller.ReadAsync($"/v1/debts/{debt.Id}/balance"), "total"));
        Assert.All(entries.EnumerateArray(), e => Assert.Equal("0.00", Total(e.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("amount").GetString()!))));

        var events = (await caller.ReadAsync("/v1/events")).Json.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("type").GetString()).ToList();
        Assert.Equal(["agreement.settled", "instalment.paid", "payment.received", "agreement.accepted"], events.Where(e => e != "agreement.activated"));
        Assert.Equal(1, (await caller.ReadAsync("/v1/events?type=instalment.paid")).Json.GetProperty("data").GetArrayLength());
        Assert.Equal("event-type-unknown", (await caller.ReadAsync("/v1/events?type=nothing")).Code);

        var timeline = (await caller.ReadAsync($"/v1/debts/{debt.Id}/timeline")).Json.GetProperty("data");
        Assert.Equal(["agreement.settled", "offers-presented"], [TypeOf(timeline[0]), TypeOf(timeline[timeline.GetArrayLength() - 1])]);
        Assert.DoesNotContain(debt.PersonKey.ToString(), timeline.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_term_comes_byte_for_byte()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        await world.PolicyAsync(shop);
        var agreement = await world.AgreementAsync(await world.DebtAsync(shop));

        using var response = await caller.GetAsync(new Uri($"/v1/agreements/{agreement.Id}/document", UriKind.Relative));
        var bytes = await response.Content.ReadAsByteArrayAsync();

        var again = await caller.GetAsync($"/v1/agreements/{agreement.Id}/document", ("If-None-Match", $"\"{agreement.TermSha256}\""));

        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(($"\"{agreement.TermSha256}\"", 304), (response.Headers.ETag!.ToString(), again.Status));
        Assert.Equal(agreement.TermSha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task A_flawed_policy_says_where_and_leaves_no_draft()
    {
        var caller = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));
        var flawed = new { name = "X", document = new { rules = new[] { new { id = "a b", terms = Array.Empty<object>() } } } };

        var answer = await caller.PostAsync("/v1/offer-policies", flawed);

        Assert.Equal((422, "policy-invalid"), (answer.Status, answer.Code));
        Assert.Equal(["document.rules[0].id", "document.rules[0].terms"], answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(0, (await caller.ReadAsync("/v1/offer-policies")).Json.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task The_hook_hears_what_is_signed_and_nothing_else()
    {
        var shop = await world.CreditorAsync();
        var bank = await world.BankAsync(shop);
        await world.PolicyAsync(shop);
        var charge = await World.MustAsync(world.ChargeAsync(await world.AgreementAsync(await world.DebtAsync(shop))));
        var notice = world.NoticeOf(bank, charge, await world.PayAsync(charge));

        var forged = await HearAsync(bank.Id.ToString(), notice with { Body = "{}"u8.ToArray() });
        var elsewhere = await HearAsync(Guid.CreateVersion7().ToString(), notice);
        var form = await HearAsync(bank.Id.ToString(), notice with { Body = "a=b"u8.ToArray() }, "application/x-www-form-urlencoded");
        var large = await HearAsync(bank.Id.ToString(), notice with { Body = new byte[300_000] });
        var heard = new[] { await HearAsync(bank.Id.ToString(), notice), await HearAsync(bank.Id.ToString(), notice) };
        await world.RunJobsAsync();

        Assert.Equal((401, 401, 401, 413), (forged, elsewhere, form, large));
        Assert.Equal([200, 200], heard);
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Payments.CountAsync()));
    }

    private static readonly object Document = new
    {
        rules = new[]
        {
            new { id = "todos", terms = new[] { new { id = "a-vista", form = "singlePayment", discount = new { interest = "100.00", fine = "100.00" } } } },
        },
    };

    private static string Id(Answer answer) => Text(answer, "id");

    private static string Text(Answer answer, string name) => answer.Json.GetProperty(name).GetString()!;

    private static string TypeOf(JsonElement happening) => happening.GetProperty("type").GetString()!;

    private static string Total(IEnumerable<string> amounts) => amounts.Select(Money.Parse).Total().ToWire();

    private async Task<int> HearAsync(string account, RawNotice notice, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/sandbox/{account}") { Content = new ReadOnlyMemoryContent(notice.Body) };
        request.Content.Headers.ContentType = new(mediaType);

        foreach (var (name, value) in notice.Headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await world.Api.Caller().SendAsync(request);
        return (int)response.StatusCode;
    }
}
