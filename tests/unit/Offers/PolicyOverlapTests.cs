using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Offers;

public class PolicyOverlapTests
{
    private static readonly int[] Numbers = [0, 1, 30, 31, 90];
    private static readonly long[] Cents = [1, 50_000, 50_001, 200_000];
    private static readonly string[] Words = ["a", "b"];
    private static readonly string[] States = ["SP", "RJ"];

    [Fact]
    public void The_verdict_is_that_of_trying_every_debt_and_the_example_matches_both()
    {
        var random = new Random(Seed: 4);
        var grid = Grid();
        var found = (Overlapping: 0, Apart: 0);

        for (var i = 0; i < 600; i++)
        {
            var (one, other) = (Conditions(random), Conditions(random));
            var brute = grid.Any(d => one.Hold(d.Debt, d.Debtor) && other.Hold(d.Debt, d.Debtor));

            var overlaps = PolicyOverlaps.Of(new PolicyDocument { Rules = [Rule("one", one), Rule("other", other)] });

            Assert.Equal(brute, overlaps.Count > 0);
            found = brute ? (found.Overlapping + 1, found.Apart) : (found.Overlapping, found.Apart + 1);

            foreach (var overlap in overlaps)
            {
                var (debt, debtor) = Facts(overlap.Example);
                Assert.True(one.Hold(debt, debtor) && other.Hold(debt, debtor), overlap.InWords);
                Assert.Equal(["one", "other"], overlap.Rules);
            }
        }

        // Were the dice loaded, nothing would have been tried.
        Assert.True(found is { Overlapping: > 100, Apart: > 100 }, found.ToString());
    }

    [Fact]
    public void Tags_of_any_never_divide_because_a_debt_may_carry_one_of_each()
    {
        var overlap = Assert.Single(PolicyOverlaps.Of(new PolicyDocument
        {
            Rules = [Rule("vip", new PolicyConditions { Tags = ["vip"] }), Rule("ouro", new PolicyConditions { Tags = ["ouro", "prata"] })],
        }));

        Assert.Equal(["vip", "ouro"], overlap.Example.Tags);
    }

    [Fact]
    public void Rules_of_other_priorities_may_speak_of_the_same_debt() => Assert.Empty(PolicyOverlaps.Of(new PolicyDocument
    {
        Rules = [Rule("a", new PolicyConditions()), Rule("b", new PolicyConditions(), priority: 1)],
    }));

    [Fact]
    public void Campaigns_of_one_priority_are_compared_where_their_windows_and_audiences_meet()
    {
        var good = new PolicyConditions { KeptAgreements = new NumberRange(1) };
        var bad = new PolicyConditions { BrokenAgreements = new NumberRange(1) };
        var november = Campaign("a", 1, 30, good);

        Assert.Empty(Overlaps(november, Campaign("b", 31, 40, good)));
        Assert.Empty(Overlaps(november, Campaign("b", 1, 30, new PolicyConditions { KeptAgreements = new NumberRange(0, 0) })));
        Assert.Empty(Overlaps(november, Campaign("b", 1, 30, good) with { Priority = 2 }));

        var overlap = Assert.Single(Overlaps(november, Campaign("b", 30, 40, bad)));
        Assert.Equal(new DateOnly(2026, 11, 1).AddDays(29), overlap.On);
        Assert.Equal((1, 1), (overlap.Example.KeptAgreements, overlap.Example.BrokenAgreements));
    }

    [Fact]
    public void A_campaign_or_a_variant_does_not_overlap_what_it_goes_before_or_stands_in_for()
    {
        var everybody = new PolicyConditions();
        var document = new PolicyDocument
        {
            Rules = [Rule("a", everybody)],
            Campaigns = [Campaign("c", 1, 30, everybody)],
            Experiment = new PolicyExperiment
            {
                Id = "e",
                Variants = [new PolicyVariant { Id = "x", Weight = 1 }, new PolicyVariant { Id = "y", Weight = 1, Rules = [Rule("y1", everybody), Rule("y2", everybody)] }],
            },
        };

        Assert.Equal(["experiment.variants[1].rules[1].priority"], PolicyOverlaps.Of(document).Select(o => o.Path));
    }

    private static IReadOnlyList<PolicyOverlap> Overlaps(params IReadOnlyList<PolicyCampaign> campaigns) =>
        PolicyOverlaps.Of(new PolicyDocument { Rules = [Rule("base", new PolicyConditions())], Campaigns = campaigns });

    private static PolicyCampaign Campaign(string id, int from, int until, PolicyConditions audience) => new()
    {
        Id = id,
        Name = id,
        From = new DateOnly(2026, 11, 1).AddDays(from - 1),
        Until = new DateOnly(2026, 11, 1).AddDays(until - 1),
        Audience = audience,
        Rules = [Rule($"{id}1", new PolicyConditions())],
    };

    private static PolicyRule Rule(string id, PolicyConditions when, int priority = 0) => new()
    {
        Id = id,
        Priority = priority,
        When = when,
        Terms = [new PolicyTerms { Id = "t", Form = PaymentForm.SinglePayment }],
    };

    // Few conditions each, ends on the grid's own points, so that ranges often touch, miss by one, or meet in one point.
    private static PolicyConditions Conditions(Random random) => new()
    {
        DaysOverdue = random.Next(2) == 0 ? Range(random) : null,
        Balance = random.Next(3) == 0 ? Amounts(random) : null,
        Products = Some(random, Words),
        Portfolios = Some(random, Words),
        Tags = Some(random, Words),
        States = Some(random, States),
        DebtorTypes = random.Next(4) == 0 ? [(DebtorType)random.Next(2)] : null,
        Negativada = random.Next(4) == 0 ? random.Next(2) == 0 : null,
        Protestada = random.Next(4) == 0 ? random.Next(2) == 0 : null,
        BrokenAgreements = random.Next(4) == 0 ? new NumberRange(random.Next(2), random.Next(1, 2)) : null,
        KeptAgreements = random.Next(4) == 0 ? new NumberRange(null, random.Next(2)) : null,
    };

    private static NumberRange Range(Random random)
    {
        var ends = new[] { Numbers[random.Next(5)], Numbers[random.Next(5)] }.Order().ToArray();
        return new NumberRange(random.Next(4) == 0 ? null : ends[0], random.Next(4) == 0 ? null : ends[1]);
    }

    private static MoneyRange Amounts(Random random)
    {
        var ends = new[] { Cents[random.Next(4)], Cents[random.Next(4)] }.Order().Select(Money.OfCents).ToArray();
        return new MoneyRange(random.Next(3) == 0 ? null : ends[0], random.Next(3) == 0 ? null : ends[1]);
    }

    private static string[]? Some(Random random, string[] of) => random.Next(6) switch
    {
        0 => [of[0]],
        1 => [of[1]],
        2 => of,
        _ => null,
    };

    private static List<(DebtFacts Debt, DebtorFacts Debtor)> Grid() =>
    [
        .. from days in Numbers
           from cents in Cents
           from product in Words
           from portfolio in new[] { null, "a", "b" }
           from tags in new string[][] { [], ["a"], ["b"], ["a", "b"] }
           from state in new[] { null, "SP", "RJ" }
           from rest in Enumerable.Range(0, 32)
           select Facts(new SampleDebt(
               days, Money.OfCents(cents), product, portfolio, tags, state, (DebtorType)(rest & 1), (rest & 2) != 0, (rest & 4) != 0, (rest & 8) >> 3, (rest & 16) >> 4)),
    ];

    private static (DebtFacts, DebtorFacts) Facts(SampleDebt d) => (
        new DebtFacts(
            default, new Balance(d.Balance, default, default, default, default, default) { DaysLate = d.DaysOverdue }, new LateTerms(0, 0), d.Product, d.Portfolio,
            d.Tags, d.Negativada, d.Protestada),
        new DebtorFacts(default, d.DebtorType, d.State, d.BrokenAgreements, d.KeptAgreements));
}
