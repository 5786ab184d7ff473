using System.Globalization;
using System.Text.Json;
using Shared.Creditors;

namespace Tests.Api;

/// <summary>Another creditor's key finds nothing of the first: not by id, not in a list.</summary>
public sealed class IsolationTests(World world) : IClassFixture<World>
{
    private const string Csv = "externalId;document;name;product;contract;dueDate;principal\nA-1;529.982.247-25;Maria;Cartao;C-1;2026-01-10;100,00\n";

    [Fact]
    public async Task Every_id_of_one_creditor_is_unknown_to_another()
    {
        var (ids, caller, stranger) = await TwoAsync();

        foreach (var route in (await Route.AllAsync(caller)).Where(r => r.HasId))
        {
            var id = ids.TryGetValue(route.Noun, out var known) ? known : throw new InvalidOperationException($"Say which id {route} takes.");
            var answer = await stranger.CallAsync(route.Method, route.For(id), route.Body, route.IsWrite ? Guid.CreateVersion7().ToString() : null);

            Assert.True(answer.Status == 404 && answer.Code.EndsWith("-not-found", StringComparison.Ordinal), $"{route}: {answer.Status} {answer.Json}");

            // The owner does find it, so the walk asks for something that is there.
            Assert.True(route.IsWrite || (await caller.ReadAsync(route.For(id))).Status == 200, route.ToString());
        }
    }

    [Fact]
    public async Task No_list_shows_what_belongs_to_another()
    {
        var (ids, caller, stranger) = await TwoAsync();

        foreach (var route in (await Route.AllAsync(caller)).Where(r => r.IsList && !r.HasId))
        {
            var seen = (await stranger.ReadAsync(route.Path)).Json;

            Assert.True(seen.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Array, route.ToString());
            Assert.DoesNotContain(ids.Values, id => data.GetRawText().Contains(id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task No_write_to_what_is_there_goes_over_what_its_caller_has_not_read()
    {
        var (ids, caller, _) = await TwoAsync();

        foreach (var route in (await Route.AllAsync(caller)).Where(r => r is { HasId: true, IsWrite: true }))
        {
            var answer = await caller.CallAsync(route.Method, route.For(ids[route.Noun]), route.Body, Guid.CreateVersion7().ToString(), ("If-Match", "\"of-before\""));

            Assert.True((answer.Status, answer.Code) == (412, "precondition-failed"), $"{route}: {answer.Status} {answer.Json}");
        }
    }

    private static string IdOf(Answer made) => made.Json.GetProperty("id").GetString()!;

    private async Task<(Dictionary<string, string> Ids, HttpClient Caller, HttpClient Stranger)> TwoAsync()
    {
        var shop = await world.CreditorAsync();
        var other = await world.CreditorAsync("Loja Verde");
        var bank = await world.BankAsync(shop);
        var policy = await world.PolicyAsync(shop);
        var debt = await world.DebtAsync(shop);
        var agreement = await world.AgreementAsync(debt);
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.LookAsync(shop, charge);
        var payment = await world.SeeAsync(shop, db => db.Set<Shared.Payments.Payment>().SingleAsync());
        var key = await world.KeyAsync(shop);
        var owner = world.Api.Caller(key);
        var endpoint = await owner.PostAsync("/v1/webhook-endpoints", new { url = "https://erp.loja.com.br/acerto", types = new[] { "payment.received" } });
        var delivery = await owner.PostAsync($"/v1/webhook-endpoints/{IdOf(endpoint)}/test-events", "{}");
        var import = await owner.CallAsync(HttpMethod.Post, "/v1/imports", Csv, "i-1", ("Content-Type", "text/csv"));
        var (_, opened) = await world.ReferredAsync(shop, await world.DebtAsync(shop, of: World.Joao));
        var simulation = await owner.PostAsync("/v1/offer-simulations", new { policyId = policy.Id, scope = "debt", debtId = debt.Id });
        var payout = await World.MustAsync(world.PayoutAsync(shop, 100));
        var refund = await World.MustAsync(world.RefundAsync(shop, payment, 100));
        var adjustment = await owner.PostAsync($"/v1/debts/{(await world.DebtAsync(shop, of: World.Joao)).Id}/adjustments", new { direction = "credit", reason = "abatement", amount = "1.00", reference = "A-1" });
        var elsewhere = await owner.PostAsync($"/v1/debts/{(await world.DebtAsync(shop, of: World.Joao)).Id}/external-payments", new { amount = "1.00", paidDate = world.Today.ToString("O", CultureInfo.InvariantCulture), method = "cash", reference = "R-1" });
        var paper = await owner.CallAsync(HttpMethod.Post, $"/v1/debts/{debt.Id}/documents?kind=contract", "%PDF-1.4\n%%EOF", "p-1", ("Content-Type", "application/pdf"));
        var holiday = await owner.PostAsync("/v1/holidays", new { date = world.Today.ToString("O", CultureInfo.InvariantCulture), name = "Ponte" });
        var colleague = await world.StaffAsync(shop);
        var keyRow = await world.SeeAsync(shop, db => db.ApiKeys.SingleAsync());

        var ids = new Dictionary<string, string>
        {
            ["holidays"] = IdOf(holiday),
            ["api-keys"] = keyRow.Id.ToString(),
            ["debts"] = debt.Id.ToString(),
            ["debtors"] = debt.DebtorId.ToString(),
            ["offer-policies"] = policy.Id.ToString(),
            ["offer-simulations"] = IdOf(simulation),
            ["agreements"] = agreement.Id.ToString(),
            ["charges"] = charge.Id.ToString(),
            ["test/charges"] = charge.Id.ToString(),
            ["payments"] = payment.Id.ToString(),
            ["test/payments"] = payment.Id.ToString(),
            ["refunds"] = refund.Id.ToString(),
            ["test/refunds"] = refund.Id.ToString(),
            ["payouts"] = payout.Id.ToString(),
            ["test/payouts"] = payout.Id.ToString(),
            ["gateway-accounts"] = bank.Id.ToString(),
            ["webhook-endpoints"] = IdOf(endpoint),
            ["webhook-deliveries"] = IdOf(delivery),
            ["imports"] = IdOf(import),
            ["adjustments"] = IdOf(adjustment),
            ["external-payments"] = IdOf(elsewhere),
            ["documents"] = IdOf(paper),
            ["cases"] = opened.Id.ToString(),
            ["users"] = colleague.Id,
        };
        return (ids, owner, world.Api.Caller(await world.KeyAsync(other)));
    }
}
