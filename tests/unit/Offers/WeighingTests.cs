using System.Numerics;
using Shared.Offers;

namespace Tests.Offers;

public class WeighingTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Weighing_gives_the_very_answers_of_quoting()
    {
        var dice = new RandomOffers(seed: 31, Day);
        var weighing = new Weighing();
        var (offered, missed, tied) = (0, new HashSet<NoOffer>(), 0);

        for (var i = 0; i < 400; i++)
        {
            var policy = new PreparedPolicy(dice.Policy(), dice.Bounds(), Day);

            for (var j = 0; j < 25; j++)
            {
                var facts = dice.Facts();
                var quoted = policy.Quote(facts);

                policy.Weigh(facts.Debts[0], facts.Debtor, weighing);

                Assert.Equal(quoted.Select(Told).Order(StringComparer.Ordinal), weighing.Offers.Select(o => Told(weighing, o)).Order(StringComparer.Ordinal));
                Assert.Equal(quoted.Count == 0, weighing.Missed is not null);

                if (quoted is [var first, ..])
                {
                    var cheapest = weighing.Offers[weighing.Cheapest];
                    Assert.Equal(first.Key, weighing.KeyOf(cheapest));
                    Assert.Equal(first.Payments, weighing.PaymentsOf(cheapest));
                    tied += quoted.Count > 1 && quoted[1].Total == first.Total ? 1 : 0;
                    offered++;
                }
                else
                {
                    missed.Add(weighing.Missed!.Value);
                }
            }
        }

        // Were the dice loaded, nothing would have been tried.
        Assert.True(offered > 3_000 && tied > 500, $"{offered} offered, {tied} tied");
        Assert.Superset(
            new HashSet<NoOffer> { NoOffer.AgainstTheLaw, NoOffer.NoRule, NoOffer.RateAboveLimit, NoOffer.GuardBreached, NoOffer.NothingOwed, NoOffer.BelowMinimum }, missed);
    }

    [Fact]
    public void A_policy_offers_the_same_as_itself_and_not_the_same_as_one_that_waits_a_day_longer()
    {
        var dice = new RandomOffers(seed: 5, Day);
        var (one, other, shuffled) = (new Weighing(), new Weighing(), new Weighing());
        var compared = 0;

        for (var i = 0; i < 200; i++)
        {
            var (document, bounds, facts) = (dice.Policy(), dice.Bounds(), dice.Facts());
            new PreparedPolicy(document, bounds, Day).Weigh(facts.Debts[0], facts.Debtor, one);
            new PreparedPolicy(Turned(document), bounds, Day).Weigh(facts.Debts[0], facts.Debtor, shuffled);
            new PreparedPolicy(Later(document), bounds, Day).Weigh(facts.Debts[0], facts.Debtor, other);

            Assert.True(one.OffersTheSameAs(one) && one.OffersTheSameAs(shuffled));
            Assert.Equal(one.Offers.Count == 0, one.OffersTheSameAs(other));
            compared += one.Offers.Count > 0 ? 1 : 0;
        }

        Assert.True(compared > 60, $"Only {compared} had offers.");
    }

    [Fact]
    public void Interest_of_a_period_is_exact_to_the_half_centavo()
    {
        var random = new Random(Seed: 3);
        var one = BigInteger.Pow(10, PeriodInterest.Decimals);

        for (var i = 0; i < 200_000; i++)
        {
            var rate = (i % 5) switch
            {
                0 => 0.01m,
                1 => random.Next(0, 100) / 200m,
                2 => decimal.Round((decimal)random.NextDouble() * 3, PeriodInterest.Decimals),
                _ => decimal.Round((decimal)random.NextDouble() / 20, PeriodInterest.Decimals),
            };
            var cents = random.NextInt64(0, 1L << random.Next(1, 60));
            var exact = BigInteger.Divide((cents * (BigInteger)(rate * (decimal)one)) + (one / 2), one);

            Assert.Equal(exact, new PeriodInterest(rate).Of(Money.OfCents(cents)).Cents);

            if (cents < 10_000_000_000)
            {
                Assert.Equal(Money.OfCents(cents).Times(rate), new PeriodInterest(rate).Of(Money.OfCents(cents)));
            }
        }
    }

    private static string Told(Offer o) => $"{o.Key} {o.PaymentCount} {o.Total} {o.Discount} {o.CampaignId} {o.VariantId} {o.Form} {o.Payments[0].DueOn}";

    private static string Told(Weighing weighing, WeighedOffer o)
    {
        var way = weighing.WayOf(o);
        return $"{weighing.KeyOf(o)} {o.Payments} {o.Total} {way.Discount} {way.CampaignId} {weighing.Variant} {way.Form} {weighing.PaymentsOf(o)[0].DueOn}";
    }

    // The same ways to pay, told in another order.
    private static PolicyDocument Turned(PolicyDocument document) => document with
    {
        Rules = [.. document.Rules.Select(r => r with { Terms = [.. r.Terms.Reverse()] })],
    };

    private static PolicyDocument Later(PolicyDocument document)
    {
        return document with
        {
            Rules = Later(document.Rules),
            Campaigns = document.Campaigns?.Select(c => c with { Rules = c.Rules is null ? null : Later(c.Rules), ExtraTerms = c.ExtraTerms?.Select(Day).ToList() }).ToList(),
            Experiment = document.Experiment is { } e ? e with { Variants = [.. e.Variants.Select(v => v with { Rules = v.Rules is null ? null : Later(v.Rules) })] } : null,
        };

        static List<PolicyRule> Later(IReadOnlyList<PolicyRule> rules) => [.. rules.Select(r => r with { Terms = [.. r.Terms.Select(Day)] })];

        static PolicyTerms Day(PolicyTerms terms) => terms with { FirstPaymentDays = terms.FirstPaymentDays + 1 };
    }
}
