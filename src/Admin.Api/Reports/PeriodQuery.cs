using Admin.Api.Http;
using Shared.Reports;

namespace Admin.Api.Reports;

/// <summary>Which days a report is about.</summary>
public sealed record PeriodQuery : IQueryParameters
{
    private const int UsualDays = 30;
    private const int UsualDaysAhead = 90;

    /// <summary>The first day, in São Paulo. Without it thirty days are shown; of what is to come, ninety from today.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, at most three years after the first. Today when absent; of what is to come, the last of ninety.</summary>
    public DateOnly? Until { get; init; }

    internal Outcome<ReportPeriod> Past(DateOnly today)
    {
        var to = Until ?? (From > today ? From.Value : today);
        return PeriodOf(From ?? Before(to, UsualDays - 1), to);
    }

    internal Outcome<ReportPeriod> Since(DateOnly today)
    {
        var from = From ?? today;
        return from < today ? Flawed("from", "A previsão começa hoje ou depois.") : PeriodOf(from, Until ?? After(from, UsualDaysAhead - 1));
    }

    /// <summary>A refusal that names one parameter.</summary>
    internal static Refusal Flawed(string parameter, string message) =>
        Problems.ValidationFailed with { Errors = new Dictionary<string, string[]> { [parameter] = [message] } };

    private static Outcome<ReportPeriod> PeriodOf(DateOnly from, DateOnly to) =>
        to < from ? Flawed("until", "O período termina no dia em que começa ou depois.")
        : to.DayNumber - from.DayNumber >= ReportPeriod.MostDays ? Flawed("from", $"O período tem no máximo {ReportPeriod.MostDays} dias.")
        : from < Earliest || to > Latest ? Flawed(from < Earliest ? "from" : "until", "O período está longe demais.")
        : new ReportPeriod(from, to);

    // Far from both ends of the calendar, where days cannot be counted on.
    internal static readonly DateOnly Earliest = new(1970, 1, 1);
    internal static readonly DateOnly Latest = new(2999, 12, 31);

    private static DateOnly Before(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Max(DateOnly.MinValue.DayNumber, day.DayNumber - days));

    private static DateOnly After(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Min(DateOnly.MaxValue.DayNumber, day.DayNumber + days));
}
