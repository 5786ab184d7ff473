using System.Numerics;
using Shared.Creditors;
using Shared.Debts;
using Xunit.Sdk;

namespace Tests.Debts;

/// <summary>The balance again, slowly, in whole fractions, by a calendar of its own: nothing shared but the question.</summary>
public class BalanceAgainstFractionsTests
{
    private const int Cases = 25_000;

    private static readonly int[] DivisorOf = [30, 1, 365];

    private static readonly string[] FixedDays = ["0101", "0421", "0501", "0907", "1012", "1102", "1115", "1225"];

    [Fact]
    public void Both_say_the_same_to_the_centavo()
    {
        var random = new Random(Seed: 20260705);

        for (var i = 0; i < Cases; i++)
        {
            var (claim, day) = Draw(random);
            var balance = Balance.Of(claim, day, BusinessCalendar.Bank);
            var slowly = Slowly(claim, day);

            if ((balance.Correction.Cents, balance.Interest.Cents, balance.Fine.Cents, balance.DaysLate) != slowly)
            {
                throw new XunitException($"Case {i}: {claim} on {day} gave {balance}, not {slowly}.");
            }

            var gross = claim.Principal.Cents + slowly.Correction + slowly.Interest + slowly.Fine + claim.Fees.Cents;
            Assert.Equal(Math.Max(gross - claim.Credits.Cents, 0), balance.Total.Cents);
        }
    }

    private static (Claim Claim, DateOnly Day) Draw(Random random)
    {
        var terms = new LateTerms(random.Next(0, 201) / 10_000m, random.Next(0, 100_001) / 10_000_000m)
        {
            Formula = (InterestFormula)(random.Next(2) * 2),
            ChargedOn = (ChargedOn)random.Next(2),
            LateSince = (LateSince)random.Next(2),
        };
        var dueOn = new DateOnly(2018, 1, 1).AddDays(random.Next(0, 3650));
        var claim = new Claim(Money.OfCents(random.NextInt64(1, random.Next(4) == 0 ? 100_000_000_00 : 5_000_00)), dueOn, terms)
        {
            Fees = Money.OfCents(random.Next(0, 3) * 1_234),
            Credits = Money.OfCents(random.Next(0, 3) * 4_321),
            CorrectionIndex = IndexNames.Ipca,
            Indexes = random.Next(2) == 0 ? IndexTable.Empty : Figures.Ipca(dueOn, -0.02m + (random.NextInt64(0, 1_000_000_000_000) / 1_000_000_000_000m)),
        };

        return (claim, dueOn.AddDays(random.Next(-10, random.Next(2) == 0 ? 15 : 2_000)));
    }

    private static (long Correction, long Interest, long Fine, int Days) Slowly(Claim claim, DateOnly day)
    {
        var rolled = claim.DueOn;

        while (IsClosed(rolled))
        {
            rolled = rolled.AddDays(1);
        }

        if (day <= rolled)
        {
            return (0, 0, 0, 0);
        }

        var days = day.DayNumber - (claim.Terms.LateSince is LateSince.DueDate ? claim.DueOn : rolled).DayNumber;
        var (grown, grownOver) = Fraction(claim.Indexes.Growth(IndexNames.Ipca, claim.DueOn, day).Factor);
        var correction = Rounded(claim.Principal.Cents * BigInteger.Max(grown - grownOver, 0), grownOver);
        var basis = claim.Principal.Cents + (claim.Terms.ChargedOn is ChargedOn.Corrected ? correction : 0);
        var (rate, rateOver) = Fraction(claim.Terms.MonthlyInterestRate);
        var (fine, fineOver) = Fraction(claim.Terms.FineRate);

        return (
            correction,
            Rounded(basis * rate * days * (claim.Terms.Formula is InterestFormula.Year365 ? 12 : 1), rateOver * DivisorOf[(int)claim.Terms.Formula]),
            Rounded(basis * fine, fineOver),
            days);
    }

    private static (BigInteger Top, BigInteger Bottom) Fraction(decimal value)
    {
        var bits = decimal.GetBits(value);
        var top = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return (top, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    private static long Rounded(BigInteger top, BigInteger bottom) => (long)(((2 * top) + bottom) / (2 * bottom));

    private static bool IsClosed(DateOnly day)
    {
        var easter = GaussEaster(day.Year);
        DateOnly[] moving = [easter.AddDays(-48), easter.AddDays(-47), easter.AddDays(-2), easter.AddDays(60)];

        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            || FixedDays.Contains(day.ToString("MMdd", null))
            || day is { Year: > 2023, Month: 11, Day: 20 }
            || moving.Contains(day);
    }

    private static DateOnly GaussEaster(int year)
    {
        const int M = 24, N = 5;
        var d = ((19 * (year % 19)) + M) % 30;
        var e = ((2 * (year % 4)) + (4 * (year % 7)) + (6 * d) + N) % 7;
        var days = 22 + d + e;
        var corrected = (d, e) switch
        {
            (29, 6) => days - 7,
            (28, 6) when year % 19 > 10 => days - 7,
            _ => days,
        };
        return new DateOnly(year, 3, 1).AddDays(corrected - 1);
    }
}
