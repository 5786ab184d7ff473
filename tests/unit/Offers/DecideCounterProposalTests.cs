using Shared.Debts;
using Shared.Creditors;
using Shared.Offers;
using static Tests.Offers.CounterTable;

namespace Tests.Offers;

public class DecideCounterProposalTests
{
    [Fact]
    public void Enough_is_accepted_exactly_as_it_was_proposed()
    {
        var single = Propose(Situation(Floor()), Once(90_000));
        var plan = Propose(Situation(Floor()), Monthly(each: 15_000, months: 5, down: 16_100) with { Day = 10 });

        Assert.Equal((CounterAnswer.Accepted, PaymentForm.SinglePayment), (single.Answer, single.Terms!.Form));
        Assert.Equal([(Day.AddDays(5), Money.OfCents(90_000))], single.Terms.Payments.Select(p => (p.DueOn, p.Amount)));
        Assert.Equal(CounterAnswer.Accepted, plan.Answer);
        Assert.Equal([16_100, 15_000, 15_000, 15_000, 15_000, 15_000], plan.Terms!.Payments.Select(p => p.Amount.Cents));
        Assert.Equal(
            [new(2026, 3, 7), new(2026, 4, 10), new(2026, 5, 10), new(2026, 6, 10), new(2026, 7, 10), new(2026, 8, 10)],
            plan.Terms.Payments.Select(p => p.DueOn));
        Assert.Equal((0m, 0m), (plan.Terms.MonthlyRate, plan.Terms.CetYearly));
        Assert.Equal(plan.Terms.Balance.Total - Money.OfCents(91_100), plan.Terms.Discount.Total);
    }

    [Fact]
    public void Too_little_is_answered_once_with_something_in_between()
    {
        var first = Propose(Situation(Floor()), Once(40_000));
        var again = Propose(Situation(Floor(), improvements: 1), Once(40_000));

        Assert.Equal(CounterAnswer.Improved, first.Answer);
        Assert.InRange(first.Terms!.Total.Cents, 70_001, 94_999);
        Assert.Equal(CounterAnswer.Referred, again.Answer);
        Assert.Equal(Money.OfCents(95_000), again.Terms!.Total);
    }

    [Fact]
    public void The_better_offer_keeps_the_shape_that_was_proposed_as_far_as_it_may()
    {
        var same = Propose(Situation(Floor()), Monthly(each: 5_000, months: 8, down: 10_000) with { Day = 15 });
        var shorter = Propose(Situation(Floor(instalments: 4, down: "20.00", leastCents: 5_000)), Monthly(each: 1_000, months: 30));

        Assert.Equal(CounterAnswer.Improved, same.Answer);
        Assert.Equal((9, Money.OfCents(10_000)), (same.Terms!.Payments.Count, same.Terms.Payments[0].Amount));
        Assert.All(same.Terms.Payments.Skip(1), p => Assert.Equal(15, p.DueOn.Day));
        Assert.Equal(CounterAnswer.Improved, shorter.Answer);
        Assert.Equal(5, shorter.Terms!.Payments.Count);
        Assert.True(shorter.Terms.Payments[0].Amount >= shorter.Terms.Total.Times(0.2m));
    }

    [Fact]
    public void Whoever_proposes_more_than_the_policy_asks_is_told_so()
    {
        var single = Propose(Situation(Floor()), Once(99_000));
        var plan = Propose(Situation(Floor()), Monthly(each: 24_900, months: 4, down: 5_000));
        var alone = Propose(Situation(floor: null), Once(95_000));

        Assert.Equal((CounterAnswer.BetterOffer, Money.OfCents(95_000)), (single.Answer, single.Terms!.Total));
        Assert.Equal(CounterAnswer.Accepted, plan.Answer);
        Assert.Equal(CounterAnswer.BetterOffer, alone.Answer);
    }

    [Theory]
    [InlineData("more instalments than the floor bears", 60)]
    [InlineData("months that cost more than the floor gives", 12)]
    public void What_the_floor_does_not_bear_is_not_accepted(string what, int months)
    {
        var floor = what.StartsWith("more", StringComparison.Ordinal) ? Floor(instalments: 12) : Floor(principal: "5.00", rate: "2.00");

        var decision = Propose(Situation(floor, improvements: 1), Monthly(each: 96_000 / months, months));

        Assert.Equal(CounterAnswer.Referred, decision.Answer);
    }

    [Fact]
    public void Without_a_floor_or_an_offer_somebody_decides()
    {
        var noFloor = Propose(Situation(floor: null), Once(50_000));
        var noOffer = Propose(Situation(Floor()) with { Offers = [] }, Once(90_000));

        Assert.Equal((CounterAnswer.Referred, Money.OfCents(95_000)), (noFloor.Answer, noFloor.Terms!.Total));
        Assert.Equal((CounterAnswer.Referred, null), (noOffer.Answer, noOffer.Terms));
    }

    [Fact]
    public void No_answer_goes_below_the_floor_or_a_guard_or_above_what_is_owed()
    {
        var random = new Random(Seed: 5);
        var given = new Dictionary<CounterAnswer, int>();

        for (var i = 0; i < 4_000; i++)
        {
            var bounds = new OfferBounds(random.Next(0, 101) / 100m, random.Next(0, 101) / 100m, 0.01m, LegalLimits.Ordinary, new AgreementRules());
            var floor = new CounterFloor
            {
                Discount = new DiscountRates { Principal = Share(), Correction = Share(), Interest = Share(), Fine = Share(), Fees = Share() },
                MaxInstalments = random.Next(1, 61),
                MinInstalment = Money.OfCents(random.Next(0, 10_000)),
                MinDownPayment = Percent.OfFraction(random.Next(0, 60) / 100m),
                MonthlyRate = Percent.OfFraction(random.Next(0, 30) / 1000m),
            };
            var asked = Situation(floor, Guid.CreateVersion7(), Guid.CreateVersion7(), random.Next(5_000, 2_000_000), bounds);
            var owed = asked.Facts.Owed.Total;
            var proposal = new Proposal(Money.OfCents(random.NextInt64(0, owed.Cents)), Money.OfCents(random.NextInt64(0, owed.Cents / 4)), random.Next(0, 2) == 0 ? null : random.Next(1, 61), null);

            if (!proposal.PlanFor(owed).Succeeded(out var plan, out _))
            {
                continue;
            }

            var decision = Propose(asked, plan);
            given[decision.Answer] = given.GetValueOrDefault(decision.Answer) + 1;

            if (decision is { Answer: CounterAnswer.Accepted or CounterAnswer.Improved, Terms: { } terms })
            {
                Assert.True(terms.Total >= floor.LeastOf(asked.Facts.Owed, bounds), $"{i}: {terms.Total}");
                Assert.True(asked.Facts.Allows(terms), $"{i}: a guard is broken");
                Assert.True(terms.Total <= owed && terms.Payments.All(p => p.Amount > Money.Zero), $"{i}");
                Assert.Equal(terms.Total, terms.Financed);
                Assert.True(terms.Payments.Count <= floor.MaxInstalments + 1, $"{i}");
            }

            if (decision.Answer is CounterAnswer.Accepted)
            {
                Assert.Equal(plan.PaymentsFrom(Day), decision.Terms!.Payments);
            }
        }

        Assert.True(given.Count == 4 && given.Values.All(count => count > 20), string.Join(", ", given));

        Percent Share() => Percent.OfFraction(random.Next(0, 101) / 100m);
    }
}
