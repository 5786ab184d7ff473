using Shared.Creditors;
using Shared.Debts;

namespace Tests.Api;

public sealed class BalanceTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_balance_says_how_it_was_counted_with_which_figures_and_how_each_payment_fell()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var debt = await world.DebtAsync(shop, lateDays: 90);
        var january = new IndexFigure(IndexNames.Ipca, new DateOnly(2026, 1, 1), 0.01m, new DateTimeOffset(2026, 2, 10, 12, 0, 0, TimeSpan.Zero), "inventado");
        await World.MustAsync(world.DoAsync(HostRole.Owner, (PublishIndexFigures publish) => publish.ExecuteAsync([january], Actor.System("tests"))));
        await world.SeeAsync(shop, async db =>
        {
            var kept = await db.Debts.SingleAsync();
            (kept.InterestFormula, kept.ChargedOn, kept.CorrectionIndex) = (InterestFormula.RoundedDay, ChargedOn.Original, IndexNames.Ipca);
            kept.Credit(new DatedCredit(new DateOnly(2026, 1, 20), Money.OfCents(30_000), "payment:7"), world.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        world.Clock.Advance(TimeSpan.FromMinutes(1));

        // Due on Tuesday 2 December. 49 days at 0.033 %: 16.17; fine 20.00; the rest of 300.00 falls on the principal.
        var balance = (await caller.ReadAsync($"/v1/debts/{debt.Id}/balance?on=2026-03-20")).Json;

        Assert.Equal(("roundedDay", "original", "nextBusinessDay"), (Text(balance, "interestFormula"), Text(balance, "chargedOn"), Text(balance, "lateSince")));
        Assert.Equal(("736.17", "7.36", "14.33", "757.86"), (Text(balance, "principal"), Text(balance, "correction"), Text(balance, "interest"), Text(balance, "total")));
        Assert.True(balance.GetProperty("hasUnpublishedMonths").GetBoolean());
        var lines = balance.GetProperty("lines").EnumerateArray().ToList();
        var payment = lines.Single(l => Text(l, "item") == "payment");
        Assert.Equal(("2026-01-20", "-300.00", "payment:7"), (Text(payment, "until"), Text(payment, "amount"), Text(payment, "source")));
        Assert.Equal(("16.17", "20.00", "263.83"), (Text(payment, "fell", "interest"), Text(payment, "fell", "fine"), Text(payment, "fell", "principal")));
        var index = lines.Last(l => Text(l, "item") == "correction").GetProperty("index");
        Assert.Equal(("IPCA", "1.01"), (Text(index, "name"), Text(index, "factor")));
        Assert.Equal(
            [("2026-01-01", "1.00"), ("2026-02-01", null)],
            index.GetProperty("months").EnumerateArray().Select(m => (Text(m, "month")!, Text(m, "percent"))));
        Assert.Equal("roundedDay", Text((await caller.ReadAsync($"/v1/debts/{debt.Id}")).Json, "interestFormula"));
    }

    [Fact]
    public async Task A_day_before_the_payment_does_not_know_of_it()
    {
        var shop = await world.CreditorAsync();
        var debt = await world.DebtAsync(shop, lateDays: 90);
        await world.SeeAsync(shop, async db =>
        {
            (await db.Debts.SingleAsync()).Credit(new DatedCredit(world.Today, Money.OfCents(30_000), "payment:7"), world.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        var caller = world.Api.Caller(await world.KeyAsync(shop));

        Assert.Equal("1049.67", Text((await caller.ReadAsync($"/v1/debts/{debt.Id}/balance?on=2026-03-01")).Json, "total"));
        Assert.Equal("750.00", Text((await caller.ReadAsync($"/v1/debts/{debt.Id}/balance")).Json, "total"));
    }

    private static string? Text(System.Text.Json.JsonElement json, params IReadOnlyList<string> path) =>
        path.Aggregate(json, (node, name) => node.GetProperty(name)).GetString();
}
