using Shared.Creditors;
using Shared.Debts;
using Xunit.Sdk;

namespace Tests.Debts;

/// <summary>Balance and statement against <see cref="SlowBalance"/>: every formula, every index, credits and gaps in the tables.</summary>
public class BalanceAgainstFractionsTests
{
    private const int Cases = 100_000;
    private static readonly DateOnly FirstDue = new(2018, 1, 1);
    private static readonly string?[] Indices = [null, IndexNames.Ipca, IndexNames.Inpc, IndexNames.Igpm];

    [Fact]
    public void Both_say_the_same_to_the_centavo()
    {
        var random = new Random(Seed: 20260705);
        var published = Publish(random);
        var indexes = IndexTable.Of(published);
        var figures = published.GroupBy(f => (f.Index, f.Month)).ToDictionary(g => g.Key, g => g.OrderBy(f => f.PublishedAt).Last().Rate);
        var seen = new Seen();

        for (var i = 0; i < Cases; i++)
        {
            var (claim, day) = Draw(random, indexes);
            var balance = Balance.Of(claim, day, BusinessCalendar.Bank);
            var slowly = new SlowBalance(claim, figures, day);
            var (parts, slowParts) = (
                (balance.Principal.Cents, balance.Correction.Cents, balance.Interest.Cents, balance.Fine.Cents, balance.Fees.Cents, balance.DaysLate),
                (slowly.Principal, slowly.Correction, slowly.Interest, slowly.Fine, slowly.Fees, slowly.DaysLate));

            if (parts != slowParts)
            {
                throw new XunitException($"Case {i}: {claim} on {day} gave {parts}, not {slowParts}; credits {string.Join(", ", claim.DatedCredits)}.");
            }

            var gross = slowly.Principal + slowly.Correction + slowly.Interest + slowly.Fine + slowly.Fees;
            Assert.Equal(Math.Max(gross - claim.Credits.Cents, 0), balance.Total.Cents);
            Assert.Equal(balance.Total, Statement.Of(claim, day, BusinessCalendar.Bank).Select(line => line.Amount).Total());
            seen.Note(claim, balance, day);
        }

        seen.MustHaveSeenAll();
    }

    // Some months are never published, some are revised, some fall.
    private static List<IndexFigure> Publish(Random random)
    {
        var published = new List<IndexFigure>();
        var first = new DateTimeOffset(2018, 1, 1, 12, 0, 0, TimeSpan.Zero);

        foreach (var name in IndexNames.All)
        {
            for (var month = new DateOnly(2017, 6, 1); month.Year < 2034; month = month.AddMonths(1))
            {
                for (var revision = random.Next(12) switch { 0 => 0, 1 => 2, _ => 1 }; revision > 0; revision--)
                {
                    var rate = name == IndexNames.TaxaLegal ? random.Next(0, 12_000) / 1_000_000m : random.Next(-400, 800) / 40_000m;
                    published.Add(Figures.Figure(name, month, rate, first.AddDays(random.Next(1, 1000) + (1000 * revision))));
                }
            }
        }

        return published;
    }

    private static (Claim Claim, DateOnly Day) Draw(Random random, IndexTable indexes)
    {
        var formula = (InterestFormula)random.Next(5);
        var rate = formula is InterestFormula.TaxaLegal ? 0 : random.Next(0, 100_001) / 10_000_000m;
        var terms = new LateTerms(random.Next(0, 201) / 10_000m, formula is InterestFormula.Compound ? rate * random.Next(1, 9) : rate)
        {
            Formula = formula,
            ChargedOn = (ChargedOn)random.Next(2),
            LateSince = (LateSince)random.Next(2),
        };
        var dueOn = FirstDue.AddDays(random.Next(0, 3650));
        var day = dueOn.AddDays(random.Next(-10, random.Next(2) == 0 ? 15 : 2_000));
        var principal = random.NextInt64(1, random.Next(4) == 0 ? 100_000_000_00 : 5_000_00);
        var claim = new Claim(Money.OfCents(principal), dueOn, terms)
        {
            Fees = Money.OfCents(random.Next(0, 3) * 1_234),
            Credits = Money.OfCents(random.Next(0, 3) * 4_321),
            DatedCredits = [.. Enumerable.Range(0, Math.Max(0, random.Next(-2, 4))).Select(n => Credit(random, principal, dueOn, day, n))],
            CorrectionIndex = Indices[random.Next(Indices.Length)],
            Indexes = indexes,
        };

        return (claim, day);
    }

    private static DatedCredit Credit(Random random, long principal, DateOnly dueOn, DateOnly day, int number) => new(
        dueOn.AddDays(random.Next(-5, Math.Max(day.DayNumber - dueOn.DayNumber, 0) + 10)),
        Money.OfCents(random.Next(3) switch
        {
            0 => random.NextInt64(1, 200),
            1 => random.NextInt64(1, (principal / 3) + 2),
            _ => random.NextInt64(1, (principal * 6 / 5) + 2),
        }),
        $"payment:{number}");

    /// <summary>That the draw met what it is there for.</summary>
    private sealed class Seen
    {
        private readonly Dictionary<string, int> _counts = [];

        public void Note(Claim claim, Balance balance, DateOnly day)
        {
            Count(claim.Terms.Formula.ToString(), balance.Interest > Money.Zero);
            Count(claim.CorrectionIndex ?? "none", balance.Correction > Money.Zero || claim.CorrectionIndex is null);
            Count("deflated to the floor", claim.CorrectionIndex is not null && balance is { DaysLate: > 90, Correction.IsZero: true });
            Count("paid off", balance.Total.IsZero && claim.DatedCredits.Count > 0);
            Count("two credits before the day", claim.DatedCredits.Count(c => c.On <= day) > 1);
            Count("paid in time in part", claim.DatedCredits.Any(c => c.On <= claim.DueOn) && balance.DaysLate > 0);
        }

        public void MustHaveSeenAll() => Assert.All(_counts, seen => Assert.True(seen.Value > Cases / 200, $"{seen.Key}: only {seen.Value}."));

        private void Count(string what, bool met) => _counts[what] = _counts.GetValueOrDefault(what) + (met ? 1 : 0);
    }
}
