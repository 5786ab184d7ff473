namespace Shared.Reports;

/// <summary>Some days in São Paulo, both ends included: at most three years of them.</summary>
public sealed record ReportPeriod
{
    /// <summary>Three years, one of them a leap year.</summary>
    public const int MostDays = 1096;

    public ReportPeriod(DateOnly from, DateOnly to)
    {
        Invariant.Holds(from <= to && to.DayNumber - from.DayNumber < MostDays, $"{from} to {to} is no period of a report.");
        (From, Until) = (from, to);
    }

    public DateOnly From { get; }

    public DateOnly Until { get; }

    internal DateTimeOffset Start => StartOf(From);

    /// <summary>The first instant after it.</summary>
    internal DateTimeOffset End => StartOf(Until.AddDays(1));

    /// <summary>It cut by days, weeks from Monday, or months; the first and the last part may be cut short.</summary>
    internal IEnumerable<ReportPeriod> By(ReportStep step)
    {
        for (var start = step.StartOf(From); start <= Until; start = step.After(start))
        {
            var last = step.After(start).AddDays(-1);
            yield return new ReportPeriod(start < From ? From : start, last > Until ? Until : last);
        }
    }

    internal static DateTimeOffset StartOf(DateOnly day) => BrazilTime.At(day, TimeOnly.MinValue).ToUniversalTime();
}

/// <summary>How a report cuts time.</summary>
public enum ReportStep { Day, Week, Month }

internal static class ReportSteps
{
    extension(ReportStep step)
    {
        /// <summary>As date_trunc of PostgreSQL calls it.</summary>
        public string Word => step switch { ReportStep.Day => "day", ReportStep.Week => "week", _ => "month" };

        public DateOnly StartOf(DateOnly day) => step switch
        {
            ReportStep.Day => day,
            ReportStep.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => new DateOnly(day.Year, day.Month, 1),
        };

        public DateOnly After(DateOnly start) => step switch
        {
            ReportStep.Day => start.AddDays(1),
            ReportStep.Week => start.AddDays(7),
            _ => start.AddMonths(1),
        };
    }
}

internal static class Rates
{
    // Of the fraction: hundredths of a per cent.
    private const int Decimals = 4;

    /// <summary>A part of a whole; null where there is no whole.</summary>
    public static Percent? Of(decimal part, decimal whole) =>
        whole == 0 ? null : Percent.OfFraction(decimal.Round(part / whole, Decimals, MidpointRounding.AwayFromZero));
}
