namespace Shared.Kernel;

/// <summary>Which days do not count, besides Saturdays and Sundays.</summary>
[Flags]
public enum ClosedDays
{
    None = 0,

    /// <summary>Holidays by federal law.</summary>
    National = 1,

    /// <summary>Carnival Monday and Tuesday, Corpus Christi (Res. CMN 4.880/2020).</summary>
    Bank = 2,

    /// <summary>The last weekday of the year: banks work, nothing clears. Never for Pix.</summary>
    NoClearing = 4,

    /// <summary>Ash Wednesday and 24 December: not business days for a protest (Lei 9.492/97, art. 12 §2).</summary>
    ShortHours = 8,
}

/// <summary>Counts business days. Holidays are computed by year; a creditor's own are given.</summary>
public sealed class BusinessCalendar(ClosedDays closed, params IReadOnlyCollection<DateOnly> own)
{
    public static readonly BusinessCalendar National = new(ClosedDays.National);
    public static readonly BusinessCalendar Bank = new(ClosedDays.National | ClosedDays.Bank);
    public static readonly BusinessCalendar Clearing = new(ClosedDays.National | ClosedDays.Bank | ClosedDays.NoClearing);
    public static readonly BusinessCalendar NotaryOffice =
        new(ClosedDays.National | ClosedDays.Bank | ClosedDays.NoClearing | ClosedDays.ShortHours);

    private readonly HashSet<DateOnly> _own = [.. own];

    public bool IsBusinessDay(DateOnly day) =>
        Holidays.IsWeekday(day) && (Holidays.ClosedOn(day) & closed) is ClosedDays.None && !_own.Contains(day);

    /// <summary>The day itself when it is a business day, else the next one.</summary>
    public DateOnly RollForward(DateOnly day)
    {
        while (!IsBusinessDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>
    /// The last of <paramref name="graceDays"/> calendar days after a due date. Counted from the last day in time, which is the
    /// due date or the next business day (Lei 7.089/83); like any term it ends on a business day (CC, art. 132 §1).
    /// </summary>
    public DateOnly LastDayOfGrace(DateOnly dueOn, int graceDays) => RollForward(RollForward(dueOn).AddDays(graceDays));

    /// <summary>The n-th business day after the given day, which never counts itself.</summary>
    public DateOnly AddBusinessDays(DateOnly day, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);

        for (var left = days; left > 0; left--)
        {
            day = RollForward(day.AddDays(1));
        }

        return day;
    }
}
