namespace Shared.Kernel;

/// <summary>The federal and bank holidays of a year, computed.</summary>
public static class Holidays
{
    /// <summary>Why a day is closed; Saturdays and Sundays are not told here.</summary>
    public static ClosedDays ClosedOn(DateOnly day) =>
        (IsNational(day) ? ClosedDays.National : ClosedDays.None)
        | (IsBankOnly(day) ? ClosedDays.Bank : ClosedDays.None)
        | (IsLastWeekdayOfYear(day) ? ClosedDays.NoClearing : ClosedDays.None)
        | (IsShort(day) ? ClosedDays.ShortHours : ClosedDays.None);

    public static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Easter Sunday by the Meeus/Jones/Butcher reckoning.</summary>
    public static DateOnly Easter(int year)
    {
        var (a, (b, c)) = (year % 19, Math.DivRem(year, 100));
        var (d, e) = Math.DivRem(b, 4);
        var g = (b - ((b + 8) / 25) + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }

    private static bool IsNational(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (4, 21) or (5, 1) or (9, 7) or (10, 12) or (11, 2) or (11, 15) or (12, 25) => true,
        (11, 20) => day.Year >= 2024,
        _ => DaysFromEaster(day) is -2,
    };

    private static bool IsBankOnly(DateOnly day) => DaysFromEaster(day) is -48 or -47 or 60;

    private static bool IsShort(DateOnly day) => day is { Month: 12, Day: 24 } || DaysFromEaster(day) is -46;

    private static bool IsLastWeekdayOfYear(DateOnly day) => day is { Month: 12, Day: >= 29 } && IsWeekday(day)
        && Enumerable.Range(day.Day + 1, 31 - day.Day).All(later => !IsWeekday(new DateOnly(day.Year, 12, later)));

    private static int DaysFromEaster(DateOnly day) => day.DayNumber - Easter(day.Year).DayNumber;
}
