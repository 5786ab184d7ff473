namespace Shared.Debts;

/// <summary>What an interest rate is counted by. A month has thirty days, a year 365.</summary>
public enum InterestPer { Month, Day, Year }

/// <summary>What fine and interest are charged on: the principal as corrected, or as it was.</summary>
public enum ChargedOn { Corrected, Original }

/// <summary>Where counting starts when the due date was no business day. Paying on the next one is never late.</summary>
public enum LateSince { NextBusinessDay, DueDate }

/// <summary>What the contract charges for lateness. Rates are fractions: 0.02 is 2%.</summary>
public sealed record LateTerms(decimal FineRate, decimal InterestRate)
{
    public InterestPer InterestPer { get; init; }

    public ChargedOn ChargedOn { get; init; }

    public LateSince LateSince { get; init; }

    /// <summary>The interest of a thirty-day month, for comparing one contract with another and with the law.</summary>
    public decimal MonthlyInterestRate => InterestPer switch
    {
        InterestPer.Day => InterestRate * 30,
        InterestPer.Year => InterestRate / 12,
        _ => InterestRate,
    };

    internal int DaysPerRate => InterestPer switch
    {
        InterestPer.Day => 1,
        InterestPer.Year => 365,
        _ => 30,
    };

    /// <summary>Calendar days, the due date excluded; none before the next business day is over (Lei 7.089/83).</summary>
    public int DaysLate(DateOnly dueOn, DateOnly day, BusinessCalendar calendar)
    {
        var lastDayInTime = calendar.RollForward(dueOn);
        var start = LateSince is LateSince.DueDate ? dueOn : lastDayInTime;
        return day > lastDayInTime ? day.DayNumber - start.DayNumber : 0;
    }
}
