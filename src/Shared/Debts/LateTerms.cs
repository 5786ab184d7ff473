using Shared.Creditors;

namespace Shared.Debts;

/// <summary>What the contract charges for lateness. Rates are fractions: 0.02 is 2%; interest is always told per month.</summary>
public sealed record LateTerms(decimal FineRate, decimal MonthlyInterestRate)
{
    private const int DayDecimals = 100_000;

    // Past this, compound interest of decades is no amount any more, and would overflow as one.
    private const decimal MostGrowth = 100_000;

    public InterestFormula Formula { get; init; }

    public ChargedOn ChargedOn { get; init; }

    public LateSince LateSince { get; init; }

    /// <summary>The rate as the formula applies it, and per what: 0.00033 a day, 0.12 a year.</summary>
    public (decimal Rate, InterestPer Per) Applied => Formula switch
    {
        InterestFormula.RoundedDay => (decimal.Truncate(MonthlyInterestRate / 30 * DayDecimals) / DayDecimals, InterestPer.Day),
        InterestFormula.Year365 => (MonthlyInterestRate * 12, InterestPer.Year),
        _ => (MonthlyInterestRate, InterestPer.Month),
    };

    /// <summary>The same where the contract names a rate: only without one does the taxa legal hold (CC 406).</summary>
    public LateTerms Agreeing(decimal monthlyRate) => this with
    {
        MonthlyInterestRate = monthlyRate,
        Formula = Formula is InterestFormula.TaxaLegal ? InterestFormula.Thirtieth : Formula,
    };

    /// <summary>Calendar days, the due date excluded; none before the next business day is over (Lei 7.089/83).</summary>
    public int DaysLate(DateOnly dueOn, DateOnly day, BusinessCalendar calendar) =>
        day > calendar.RollForward(dueOn) ? day.DayNumber - CountedFrom(dueOn, calendar).DayNumber : 0;

    /// <summary>What so many days add to an amount, rounded once. The taxa legal needs its table: see <see cref="IndexTable.LegalInterest"/>.</summary>
    internal Money InterestOn(Money basis, int days)
    {
        var (rate, per) = Applied;
        return Formula switch
        {
            InterestFormula.Compound => basis.Times(CompoundGrowth(days) - 1),
            _ => basis.Times(rate * days, over: per switch { InterestPer.Day => 1, InterestPer.Year => 365, _ => 30 }),
        };
    }

    /// <summary>The day after which days of lateness count.</summary>
    internal DateOnly CountedFrom(DateOnly dueOn, BusinessCalendar calendar) =>
        LateSince is LateSince.DueDate ? dueOn : calendar.RollForward(dueOn);

    private decimal CompoundGrowth(int days)
    {
        var growth = Powers.Of(Powers.Root(1 + MonthlyInterestRate, 30), days % 30);

        for (var month = 0; month < days / 30 && growth < MostGrowth; month++)
        {
            growth *= 1 + MonthlyInterestRate;
        }

        return Math.Min(growth, MostGrowth);
    }
}

/// <summary>What a rate is told by. A month has thirty days, a year 365.</summary>
public enum InterestPer { Month, Day, Year }
