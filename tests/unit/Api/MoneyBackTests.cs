
namespace Tests.Api;

/// <summary>A creditor's system gives money back, loses some to a bank, reads its statement and is paid out, through the API alone.</summary>
public sealed class MoneyBackTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task From_the_refund_to_the_payout()
    {
        var (shop, _, payment) = await world.PaidDealAsync(rules: p => p.CommissionRate = 0.1m);
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var path = $"/v1/payments/{payment.Id}";
        var key = Guid.CreateVersion7().ToString();

        var refund = await caller.PostAsync($"{path}/refunds", new { amount = "50.00", reason = "askedByDebtor" }, key);
        var again = await caller.PostAsync($"{path}/refunds", new { amount = "50.00", reason = "askedByDebtor" }, key);
        var tooMuch = await caller.PostAsync($"{path}/refunds", new { amount = payment.Amount.ToWire(), reason = "other" });
        await world.RunJobsAsync();
        Assert.Equal((201, "requested", 201, Text(refund, "id"), 409, "refund-exceeds-payment"), (refund.Status, Text(refund, "status"), again.Status, Text(again, "id"), tooMuch.Status, tooMuch.Code));
        Assert.Equal("succeeded", Text(await caller.ReadAsync($"/v1/refunds/{Text(refund, "id")}"), "status"));
        Assert.Equal("refund-under-way", (await caller.CallAsync(HttpMethod.Post, $"/v1/refunds/{Text(refund, "id")}/cancellation", null, null)).Code);

        var taken = await caller.PostAsync($"/v1/test/payments/{payment.Id}/chargebacks", new { amount = "100.00" });
        await world.HearAsync(shop, payment);
        var shown = (await caller.ReadAsync(path)).Json;
        Assert.Equal((201, (payment.Amount - Money.OfCents(15_000)).ToWire()), (taken.Status, shown.GetProperty("left").GetString()));
        Assert.Equal(("50.00", "taken"), (shown.GetProperty("refunds")[0].GetProperty("amount").GetString(), shown.GetProperty("disputes")[0].GetProperty("status").GetString()));

        var statement = (await caller.ReadAsync("/v1/statements")).Json;
        Assert.Equal(statement.GetProperty("closing").GetString(), Total(statement.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("amount").GetString()!)));
        Assert.Equal("period-invalid", (await caller.ReadAsync("/v1/statements?from=2026-02-02&until=2026-02-01")).Code);

        var payout = await caller.PostAsync("/v1/payouts", new { });
        Assert.Equal((201, statement.GetProperty("closing").GetString()), (payout.Status, Text(payout, "amount")));
        Assert.Equal("payout-empty", (await caller.PostAsync("/v1/payouts", new { amount = "1.00" })).Code);
        var paid = await caller.CallAsync(HttpMethod.Post, $"/v1/test/payouts/{Text(payout, "id")}/result", new { status = "paid", word = "TED-1" }, null);
        var settled = await caller.PostAsync($"/v1/gateway-accounts/{payment.GatewayAccountId}/settlements", new { reference = "po_1", amount = "100.00" });
        Assert.Equal(("paid", "TED-1", 201), (Text(paid, "status"), Text(paid, "reference"), settled.Status));

        var about = (await caller.ReadAsync($"/v1/ledger-entries?about=payment:{payment.Id}")).Json.GetProperty("data");
        Assert.Equal(8, about.GetArrayLength());
        var types = (await caller.ReadAsync("/v1/events")).Json.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("type").GetString()).ToList();
        Assert.All(new[] { "payment.refunded", "payment.charged-back", "payout.paid" }, type => Assert.Contains(type, types));
    }

    [Fact]
    public async Task A_transfer_by_hand_is_asked_for_then_confirmed()
    {
        var (shop, _, payment) = await world.PaidDealAsync(extra: 1_000);
        var caller = world.Api.Caller(await world.KeyAsync(shop));

        var refund = await caller.PostAsync($"/v1/payments/{payment.Id}/refunds", new { amount = "4.00", channel = "manual", reason = "paidTooMuch" });
        var confirmed = await caller.CallAsync(HttpMethod.Post, $"/v1/refunds/{Text(refund, "id")}/confirmation", new { reference = "E123" }, null);
        var used = await caller.PostAsync($"/v1/payments/{payment.Id}/credit-uses", "{}");

        Assert.Equal(("succeeded", "E123", "6.00"), (Text(confirmed, "status"), Text(confirmed, "transferReference"), Text(used, "amount")));
        Assert.Equal("no-credit", (await caller.PostAsync($"/v1/payments/{payment.Id}/credit-uses", "{}")).Code);
        await world.ProveAsync(shop);
    }

    private static string Text(Answer answer, string name) => answer.Json.GetProperty(name).GetString()!;

    private static string Total(IEnumerable<string> amounts) => amounts.Select(Money.Parse).Total().ToWire();
}
