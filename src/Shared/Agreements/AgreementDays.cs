using Shared.Creditors;

namespace Shared.Agreements;

/// <summary>Until when an instalment may be paid. Days are civil days; business days are the banks'.</summary>
public static class AgreementDays
{
    /// <summary>The due date, or the next business day (Lei 7.089/83).</summary>
    public static DateOnly LastDayInTime(DateOnly dueOn) => BusinessCalendar.Bank.RollForward(dueOn);

    /// <summary>Counted from the last day in time; like any term it ends on a business day (CC, art. 132 §1).</summary>
    public static DateOnly LastDayOfGrace(DateOnly dueOn, AgreementRules rules) =>
        BusinessCalendar.Bank.RollForward(LastDayInTime(dueOn).AddDays(rules.GraceDays));

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
