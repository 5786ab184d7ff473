using Shared.Offers;
using static Tests.Offers.CounterTable;

namespace Tests.Offers;

/// <summary>
/// Somebody tries to read the floor off. The bound (docs/adr/0013): floors within one step of the hidden grid, five points
/// of a discount, answer every question alike, however many people and debts ask together.
/// </summary>
public class HiddenFloorTests
{
    private const int Debts = 50;
    private const int People = 50;
    private const int TriesPerDebt = 3;
    private const int StepInTenths = 50;

    [Fact]
    public void Bisection_over_many_debts_and_many_people_sees_steps_and_nothing_between_them()
    {
        var seen = Enumerable.Range(150, 350).GroupBy(tenths => string.Join(';', Attack(CapOf(tenths)).Heard)).Select(g => g.ToList()).ToList();

        // The first and the last are cut off by where the walk begins and ends.
        var inner = seen.Skip(1).SkipLast(1).ToList();
        Assert.True(inner.Count >= 5, "The attack must see something, or it proves nothing.");
        Assert.All(inner, alike => Assert.Equal(StepInTenths, alike.Count));
        Assert.All(seen, alike => Assert.Equal(alike[^1] - alike[0] + 1, alike.Count));
    }

    [Fact]
    public void The_lowest_amount_anybody_gets_is_above_the_floor_by_an_amount_that_tells_nothing()
    {
        var gaps = new List<decimal>();

        foreach (var tenths in Enumerable.Range(150, 350))
        {
            var floor = CapOf(tenths);
            var gap = Attack(floor).Lowest - floor.LeastOf(Situation(floor).Facts.Owed, Bounds);
            gaps.Add(gap.Cents);
            Assert.InRange(gap.Cents, 1, 7_500);
        }

        // Of R$ 50,00 that a step is worth, the place within it cannot be guessed: the gaps are spread all over.
        Assert.True(gaps.Max() - gaps.Min() > 4_000, $"{gaps.Min()} to {gaps.Max()}");
    }

    [Fact]
    public void One_debtor_with_one_debt_is_left_with_an_eighth_at_least()
    {
        foreach (var person in Enumerable.Range(1, 200))
        {
            var situation = Situation(CapOf(300), PersonOf(person), DebtOf(1));
            var (low, high) = (0L, 95_000L);

            for (var tries = 0; tries < TriesPerDebt; tries++)
            {
                var amount = (low + high) / 2;
                var decision = Propose(situation with { Improvements = tries }, Once(amount));
                (low, high) = decision.Answer is CounterAnswer.Accepted ? (low, amount)
                    : (amount, decision.Answer is CounterAnswer.Improved ? Math.Min(high, decision.Terms!.Total.Cents) : high);
            }

            Assert.True(high - low >= 95_000 / 16, $"{person}: R$ {(high - low) / 100m}");
        }
    }

    [Fact]
    public void Asking_again_narrows_nothing()
    {
        var situation = Situation(CapOf(300));

        var answers = Enumerable.Range(0, 50).Select(_ => Propose(situation, Once(50_000)).Terms!.Total).Distinct();

        Assert.Single(answers);
    }

    [Fact]
    public void People_with_equal_debts_meet_different_thresholds()
    {
        var least = Enumerable.Range(1, 60).Select(person => Threshold(Situation(CapOf(300), PersonOf(person), DebtOf(1)))).ToList();

        Assert.True(least.Distinct().Count() > 40);
        Assert.True(least.Max() - least.Min() > 500);
    }

    [Fact]
    public void The_better_offer_lies_on_the_ladder_and_in_its_upper_half()
    {
        var floor = CapOf(300);
        var rungs = new HashSet<long>();

        foreach (var person in Enumerable.Range(1, 100))
        {
            var situation = Situation(floor, PersonOf(person), DebtOf(1));
            var improved = Propose(situation, Once(10_000)).Terms!.Total.Cents;
            rungs.Add(improved);

            // Steps of five in a hundred of the balance, R$ 53,00, down from R$ 950,00.
            Assert.Equal(0, (95_000 - improved) % 5_300);
            Assert.True(improved >= (95_000 + Threshold(situation)) / 2 - 5_300);
        }

        Assert.True(rungs.Count > 1);
    }

    private static CounterFloor CapOf(int tenths) => Floor(principal: (tenths / 10m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));

    private static Guid PersonOf(int number) => new(number, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1]);

    private static Guid DebtOf(int number) => new(number, 2, 2, [2, 2, 2, 2, 2, 2, 2, 2]);

    // All of them work together: what one has learnt tells the next where to ask.
    private static (List<string> Heard, Money Lowest) Attack(CounterFloor floor)
    {
        var heard = new List<string>();
        var (low, high) = (0L, 95_000L);
        var lowest = Money.OfCents(high);
        var who = Enumerable.Range(1, Debts).Select(debt => (PersonOf(1), DebtOf(debt)))
            .Concat(Enumerable.Range(2, People).Select(person => (PersonOf(person), DebtOf(1))));

        foreach (var (person, debt) in who)
        {
            var situation = Situation(floor, person, debt);

            for (var tries = 0; tries < TriesPerDebt; tries++)
            {
                // When nothing lies between, they go on below what was taken last: another's threshold may be lower.
                var amount = high - low > 10 ? (low + high) / 2 : lowest.Cents - (tries * 7) - 1;
                var decision = Propose(situation with { Improvements = tries }, Once(amount));
                heard.Add($"{decision.Answer} {decision.Terms!.Total.Cents}");

                if (decision.Answer is CounterAnswer.Accepted or CounterAnswer.Improved)
                {
                    lowest = Money.Min(lowest, decision.Terms.Total);
                    high = Math.Min(high, decision.Terms.Total.Cents);
                }

                low = decision.Answer is CounterAnswer.Accepted ? low : Math.Max(low, amount);
                low = Math.Min(low, high);
            }
        }

        return (heard, lowest);
    }

    private static long Threshold(CounterSituation situation)
    {
        var (low, high) = (0L, 94_999L);

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Propose(situation with { Improvements = 1 }, Once(middle)).Answer is CounterAnswer.Accepted ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
