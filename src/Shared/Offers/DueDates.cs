namespace Shared.Offers;

/// <summary>The days on which instalments fall due.</summary>
public static class DueDates
{
    /// <summary>The same day of each month, or the last of a month that lacks it; never drifting.</summary>
    public static IReadOnlyList<DateOnly> Monthly(DateOnly first, int count) =>
        [.. Enumerable.Range(0, count).Select(first.AddMonths)];
}
