using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;
using Shared.Simulations;
using Shared.Simulations.Working;
using Tests.Offers;

namespace Tests.Simulations;

/// <summary>The fast way through a portfolio beside the way of a request: the same facts, the same offers, the same sums.</summary>
public sealed class SimulatedDebtsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_facts_read_in_bulk_are_those_a_request_reads()
    {
        var shop = await ShopAsync(60);
        var simulation = Simulation(shop, World.PolicyOf());

        var (bulk, one) = await world.DoAsync(shop, async (IServiceProvider services) =>
        {
            var (db, sql) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<ScopedSql>());
            var indexes = await services.GetRequiredService<FindIndexes>().ExecuteAsync();
            var rows = await db.OfferFacts(db.Debts.Where(d => d.Status == DebtStatus.Open || d.Status == DebtStatus.UnderAgreement)).ToListAsync();
            await using var debts = await SimulatedDebts.OpenAsync(sql, simulation, default);
            Assert.Equal(rows.Count, await debts.CountAsync(default));
            var read = new List<string>();

            await foreach (var batch in debts.ReadAsync(default))
            {
                read.AddRange(batch.Select(d => Told(d.FactsOn(world.Today, indexes), d.Debtor, d.Status, d.NoOfferBefore)));
            }

            return (read, rows.OrderBy(r => r.Debt.Id.ToString(), StringComparer.Ordinal)
                .Select(r => Told(DebtFacts.Of(r.Debt, world.Today, indexes), r.Debtor, r.Debt.Status, r.Debt.NoOfferBefore)).ToList());
        });

        Assert.Equal(one, bulk);
        Assert.True(bulk.Count > 50);
    }

    [Fact]
    public async Task The_sums_are_those_of_quoting_debt_by_debt()
    {
        var shop = await ShopAsync(80);
        var dice = new RandomOffers(seed: 77, world.Today);
        await world.PolicyAsync(shop, document: dice.Policy());
        var profile = await world.SeeAsync(shop, db => db.CreditorProfiles.SingleAsync());
        var facts = await world.DoAsync(shop, async (AppDb db) =>
            (await db.OfferFacts(db.Debts.Where(d => d.Status == DebtStatus.Open)).ToListAsync()).Where(r => !(world.Today < r.Debt.NoOfferBefore)).Select(r => r.On(world.Today, IndexTable.Empty)).ToList());
        var inForce = await world.SeeAsync(shop, db => db.OfferPolicies.SingleAsync());
        var offered = 0;

        for (var i = 0; i < 25; i++)
        {
            var document = dice.Policy();
            var result = await SimulateAsync(shop, document);
            List<IReadOnlyList<Offer>> quoted = [.. facts.Select(f => OfferEngine.Quote(f, document, OfferBounds.Of(profile)))];
            List<IReadOnlyList<Offer>> now = [.. facts.Select(f => OfferEngine.Quote(f, inForce.Document, OfferBounds.Of(profile)))];
            var with = quoted.Where(q => q.Count > 0).ToList();

            Assert.Equal(with.Count, result.WithOffer);
            Assert.Equal(with.Select(q => q.Min(o => o.Discount.Total)).Total(), result.LeastDiscount.Total);
            Assert.Equal(with.Select(q => q.Max(o => o.Discount.Total)).Total(), result.MostDiscount.Total);
            Assert.Equal(with.Select(q => q[0].Total).Total(), result.ExpectedCash.Total);
            Assert.Equal(
                with.SelectMany(q => q[0].Payments).GroupBy(p => $"{p.DueOn:yyyy-MM}").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Select(p => p.Amount).Total())),
                result.ExpectedCash.Months.Select(m => (m.Month, m.Amount)));
            Assert.Equal(
                with.SelectMany(q => q.Select(o => o.PaymentCount).Distinct()).GroupBy(n => n).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())),
                result.Payments.Select(p => (p.Payments, p.Debts)));
            Assert.Equal(with.GroupBy(q => q.Count).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())), result.OfferCounts.Select(o => (o.Offers, o.Debts)));
            Assert.Equal(
                with.SelectMany(q => q.GroupBy(o => (Way: string.Join('/', o.Key.Split('/')[..2]), o.VariantId, o.CampaignId)).Select(g => g.Key))
                    .GroupBy(w => w).Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal),
                result.Ways.Select(w => $"{(Way: $"{w.Rule}/{w.Terms}", w.Variant, w.Campaign)} {w.Debts}").Order(StringComparer.Ordinal));
            Assert.Equal(result.WithOffer, result.Discounts.Sum(d => d.Debts));
            Assert.Equal(result.WithoutOffer, result.Reasons.Sum(r => r.Debts));
            Assert.Equal(
                (quoted.Zip(now).Count(p => p.First.Count > 0 && p.Second.Count == 0), quoted.Zip(now).Count(p => p.First.Count == 0 && p.Second.Count > 0)),
                (result.InForce.Gained, result.InForce.Lost));
            Assert.Equal(result.WithOffer, result.InForce.Gained + result.InForce.Changed + result.InForce.Unchanged);
            Assert.Equal(with.Select(q => q[0].Total).Total() - now.Where(q => q.Count > 0).Select(q => q[0].Total).Total(), result.InForce.ExpectedCashDifference);
            offered += with.Count;
        }

        Assert.True(offered > 200, $"Only {offered} offers were summed.");
    }

    // Records print their lists by type, JSON by content.
    private static string Told(DebtFacts facts, DebtorFacts debtor, DebtStatus status, DateOnly? rest) =>
        JsonSerializer.Serialize(new { facts, debtor, status, rest });

    private static OfferSimulation Simulation(Creditor shop, PolicyDocument document) => new()
    {
        CreditorId = shop.Id,
        Document = document,
        Day = new DateOnly(2026, 3, 2),
        Scope = SimulationScope.Portfolio,
        RequestedAt = default,
    };

    private async Task<SimulationSummary> SimulateAsync(Creditor shop, PolicyDocument document)
    {
        var draft = await world.DraftedAsync(shop, document);
        var made = await World.MustAsync(world.DoAsync(shop, (SimulateOffers simulate) =>
            simulate.ExecuteAsync(new(draft.Id, null, new(SimulationScope.Sample, SampleSize: 1_000)), Actor.ApiKey("t"), default)));
        return made.Result!;
    }

    // Debts of every sort, by dice.
    private async Task<Creditor> ShopAsync(int debts)
    {
        var shop = await world.CreditorAsync();
        var random = new Random(Seed: 9);

        for (var i = 0; i < debts; i++)
        {
            var made = await world.DebtAsync(shop, of: i % 5 == 0 ? null : Cpfs.New(), Money.OfCents(random.NextInt64(1_000, 400_000)), random.Next(-10, 900), portfolio: random.Next(3) == 0 ? null : "vip");
            await world.SeeAsync(shop, async db =>
            {
                var debt = await db.Debts.SingleAsync(d => d.Id == made.Id);
                debt.Product = random.Next(2) == 0 ? "cartao" : "loja";
                debt.Tags = random.Next(2) == 0 ? [] : ["vip", "antiga"];
                debt.Fees = random.Next(4) == 0 ? Money.OfCents(random.Next(5_000)) : Money.Zero;
                debt.Credits = random.Next(5) == 0 ? Money.OfCents(random.Next(300_000)) : Money.Zero;
                debt.CorrectionIndex = random.Next(3) == 0 ? IndexNames.Ipca : null;
                debt.InterestFormula = (InterestFormula)random.Next(3);
                debt.ChargedOn = (ChargedOn)random.Next(2);
                debt.LateSince = (LateSince)random.Next(2);
                debt.NegativadaOn = random.Next(3) == 0 ? world.Today.AddDays(-9) : null;
                debt.ProtestadaOn = random.Next(5) == 0 ? world.Today.AddDays(-9) : null;

                if (random.Next(3) == 0)
                {
                    debt.Credit(new DatedCredit(world.Today.AddDays(random.Next(-50, 5)), Money.OfCents(random.Next(1, 9_000)), "payment:1"), world.Clock.GetUtcNow());
                }

                if (random.Next(6) == 0)
                {
                    debt.PutUnderAgreement(world.Clock.GetUtcNow());

                    if (random.Next(2) == 0)
                    {
                        debt.ReturnToOpen(world.Clock.GetUtcNow(), world.Today.AddDays(random.Next(-3, 9)));
                    }
                }

                return await db.SaveChangesAsync();
            });
        }

        return shop;
    }
}
