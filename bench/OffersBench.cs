using System.Globalization;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;
using Shared.Simulations.Working;

namespace Bench;

/// <summary>
/// P-6 in memory, on one core: twenty rules asked about debts, each number of instalments worked out and summed up, beside the
/// same in a tight loop. P-7: what the offers of one debt cost in a request, engine alone and the whole act.
/// </summary>
internal static class OffersBench
{
    private const int Distinct = 100_000;
    private const int Requests = 2_000;
    private static readonly OfferBounds Bounds = new(0.9m, 0.1m, 0.01m, LegalLimits.Ordinary, new AgreementRules());

    public static async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<(int Debts, int Pairs)> sizes)
    {
        var day = TimeProvider.System.Today;
        var (facts, limit) = (Facts(day), OffersPolicy.LimitOn(day));
        LimitDebt[] bare = [.. facts.Select(f => LimitDebt.Of(f.Debts[0]))];
        var policy = new PreparedPolicy(OffersPolicy.Document, Bounds, day);
        Compare(Ours(policy, facts, Distinct, day), limit.Run(bare, 0, Distinct));
        Ours(policy, facts, 5 * Distinct, day);
        limit.Run(bare, 0, 5 * Distinct);
        var results = new List<Result>();
        var growth = new List<(double, double)>();

        foreach (var (debts, pairs) in sizes)
        {
            var costs = new List<Pair>();

            for (var i = 0; i < pairs; i++)
            {
                var (ours, theirs) = await Machine.InTurnAsync(i, () => Machine.MeasureAsync(() => Done(() => Ours(policy, facts, debts, day))),
                    () => Machine.MeasureAsync(() => Done(() => limit.Run(bare, 0, debts))));
                costs.Add(Pair.Of(ours, theirs));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {debts,9:N0} debts  ours {ours.Seconds:0.00} s ({debts / ours.Seconds:0}/s)  limit {theirs.Seconds:0.00} s ({debts / theirs.Seconds:0}/s)  others {Math.Max(ours.Disturbance, theirs.Disturbance):0%}"));
            }

            results.Add(new Result($"P-6 engine {debts:N0}", "s", Better.Less, Goal: 0.5, costs));
            growth.Add((debts, results[^1].Ours));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P-6 engine grows as n^{Numbers.Exponent(growth):0.00} from {growth[0].Item1:N0} to {growth[^1].Item1:N0} debts"));
        await RequestAsync(facts);
        return results;
    }

    // As a request does: the policy is made ready for this one debt, and each offer that a page shows gets its plan and its effective cost.
    private static async Task RequestAsync(List<OfferFacts> facts)
    {
        foreach (var (name, shown) in new[] { ("prices only", 0), ("five offers with plans and CET", 5) })
        {
            Quote(facts, Requests, shown);
            var cost = await Machine.MeasureAsync(() => Done(() => Quote(facts, Requests * 5, shown)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P-7 engine, {name}: {cost.Seconds / Requests / 5 * 1000:0.000} ms of one core a request (goal ≤ 0.2 ms)  others {cost.Disturbance:0%}"));
        }
    }

    private static int Quote(List<OfferFacts> facts, int requests, int shown)
    {
        var payments = 0;

        for (var i = 0; i < requests; i++)
        {
            var offers = OfferEngine.Quote(facts[i % facts.Count], OffersPolicy.Document, Bounds);
            payments += Enumerable.Range(0, shown).Sum(n => offers[n * (offers.Count - 1) / (shown - 1)].Terms.Payments.Count);
        }

        return payments;
    }

    private static Tally Ours(PreparedPolicy policy, List<OfferFacts> facts, int debts, DateOnly day)
    {
        var (tally, weighing) = (new Tally(day), new Weighing());

        for (var i = 0; i < debts; i++)
        {
            var one = facts[i % facts.Count];
            policy.Weigh(one.Debts[0], one.Debtor, weighing);
            tally.Add(one.Debts[0].Balance.Total, weighing);
        }

        return tally;
    }

    private static void Compare(Tally ours, OffersLimit.Sums theirs)
    {
        var sum = ours.Summary(new(null, 0, 0, 0, 0, 0, default, default, default), null);
        var told = $"{sum.WithOffer} {sum.Ways.Sum(w => w.Offers)} {sum.LeastDiscount.Total.Cents} {sum.MostDiscount.Total.Cents} {sum.ExpectedCash.Total.Cents}";
        Invariant.Holds(told == theirs.ToString(), $"Ours and the limit do not agree: {told} beside {theirs}.");
    }

    private static List<OfferFacts> Facts(DateOnly day)
    {
        var random = new Random(Seed: 6);
        var terms = new LateTerms(0.02m, 0.01m);
        var debtor = new DebtorFacts(new PersonKey(Guid.CreateVersion7()), DebtorType.Person, "SP", 0, 0);
        return
        [
            .. Enumerable.Range(0, Distinct).Select(_ => new Claim(Money.OfCents(random.NextInt64(10_000, 500_000)), day.AddDays(-random.Next(15, 1_500)), terms)).Select(claim =>
                new OfferFacts(day, debtor,
                [
                    new DebtFacts(
                        Id<Debt>.New(), Balance.Of(claim, day, BusinessCalendar.Bank), terms, OffersPolicy.Products[random.Next(OffersPolicy.Products.Count)], null, [], false, false),
                ])),
        ];
    }

    private static Task Done<T>(Func<T> work)
    {
        work();
        return Task.CompletedTask;
    }
}
