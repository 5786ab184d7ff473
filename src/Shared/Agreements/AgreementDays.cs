using Shared.Creditors;

namespace Shared.Agreements;

/// <summary>Until when an instalment may be paid. Days are civil days; business days are the banks'.</summary>
public static class AgreementDays
{
    /// <summary>The due date, or the next business day (Lei 7.089/83).</summary>
    public static DateOnly LastDayInTime(DateOnly dueOn) => BusinessCalendar.Bank.RollForward(dueOn);

    /// <summary>The last day on which paying keeps the agreement, whatever was missed.</summary>
    public static DateOnly LastDayOfGrace(DateOnly dueOn, AgreementRules rules) => BusinessCalendar.Bank.LastDayOfGrace(dueOn, rules.GraceDays);

    /// <summary>Whatever fell due on this day or before, and is not paid, is late on <paramref name="today"/>.</summary>
    public static DateOnly NewestLate(DateOnly today) => LastBusinessDay(today.AddDays(-1));

    /// <summary>The day itself when it is a business day, else the one before.</summary>
    internal static DateOnly LastBusinessDay(DateOnly day)
    {
        while (!BusinessCalendar.Bank.IsBusinessDay(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }
}
