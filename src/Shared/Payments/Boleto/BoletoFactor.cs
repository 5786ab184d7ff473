namespace Shared.Payments.Boleto;

/// <summary>The due date of a boleto in four digits: 1000 to 9999, then 1000 again (since 22 February 2025).</summary>
internal static class BoletoFactor
{
    private const int First = 1000;
    private const int Cycle = 9000;
    private const int LongestPast = 3000;
    private const int LongestFuture = 5500;
    private static readonly DateOnly FirstDay = new(2000, 7, 3);

    public static int Of(DateOnly? dueOn)
    {
        if (dueOn is not { } day)
        {
            return 0;
        }

        Invariant.Holds(day >= FirstDay, "Boletos carry due dates since 3 July 2000.");
        return First + ((day.DayNumber - FirstDay.DayNumber) % Cycle);
    }

    public static DateOnly? DayOf(int factor, DateOnly readOn)
    {
        if (factor < First)
        {
            return null;
        }

        for (var day = FirstDay.AddDays(factor - First); day.DayNumber <= readOn.DayNumber + LongestFuture; day = day.AddDays(Cycle))
        {
            if (day.DayNumber >= readOn.DayNumber - LongestPast)
            {
                return day;
            }
        }

        return null;
    }
}
