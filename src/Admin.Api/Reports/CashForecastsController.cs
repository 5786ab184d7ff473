using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Reports;

namespace Admin.Api.Reports;

[ApiController]
[Route("v1/reports/cash-forecast")]
public sealed class CashForecastsController(ForecastCash forecastCash, CreditorClock clock, Caller caller) : ControllerBase
{
    /// <summary>The open instalments of living agreements by their last day in time, plain and weighted.</summary>
    /// <remarks>
    /// The weight is the part, by amount, that was paid in time of what fell due in the last 180 days. Fewer than thirty instalments in those days say nothing,
    /// and nothing is expected. Late money is in no row. CSV by Accept: text/csv; its last line is the total.
    /// </remarks>
    /// <param name="period">Which days, from today on.</param>
    /// <param name="by">How the period is cut. Weeks begin on Monday.</param>
    [HttpGet]
    [Scope("reports:read")]
    [ProducesResponseType<CashForecastView>(200)]
    public async Task<IActionResult> ShowAsync([FromQuery] PeriodQuery period, [FromQuery] ReportStep by = ReportStep.Week) =>
        period.Since(clock.Today).Succeeded(out var days, out var refusal)
            ? Ok(CashForecastView.Of(await forecastCash.ExecuteAsync(caller.CreditorId, days, by)))
            : this.Refuse(refusal);
}

/// <summary>What is agreed to come in.</summary>
/// <param name="History">What the weight comes from.</param>
/// <param name="Rows">Every part of the period, those without instalments too.</param>
/// <param name="LateInstalments">How many are late today. They are in no row.</param>
/// <param name="LateAmount">What those ask, before late charges.</param>
public sealed record CashForecastView(
    DateOnly From, DateOnly Until, ForecastHistoryView History, IReadOnlyList<ForecastRowView> Rows, ForecastRowView Total, int LateInstalments, Money LateAmount)
    : ITable
{
    internal static CashForecastView Of(ForecastReport r) => new(
        r.Period.From, r.Period.Until, ForecastHistoryView.Of(r.History), [.. r.Rows.Select(ForecastRowView.Of)], ForecastRowView.Of(r.Total), r.LateInstalments, r.Late);

    public CsvTable ToTable() => new(
        "previsao",
        [From, Until],
        ["from", "until", "instalments", "amount", "expected"],
        Rows.Select(r => r.Cells(r.From, r.Until)).Append(Total.Cells(null, null)));
}

/// <summary>How what fell due before was paid.</summary>
/// <param name="Instalments">Whose last day in time fell in these days.</param>
/// <param name="KeptAmount">Of those that were paid in full by that day.</param>
/// <param name="KeptPercent">Of the amounts; null where too few instalments fell due.</param>
public sealed record ForecastHistoryView(DateOnly From, DateOnly Until, int Instalments, Money DueAmount, Money KeptAmount, Percent? KeptPercent)
{
    internal static ForecastHistoryView Of(ForecastHistory h) => new(h.Period.From, h.Period.Until, h.Instalments, h.Due, h.Kept, h.KeptRate);
}

/// <summary>Open instalments of some days.</summary>
/// <param name="Amount">What is missing of the instalments.</param>
/// <param name="Expected">The amount times the kept part; null where the history is too short.</param>
public sealed record ForecastRowView(DateOnly From, DateOnly Until, int Instalments, Money Amount, Money? Expected)
{
    internal static ForecastRowView Of(ForecastRow r) => new(r.Period.From, r.Period.Until, r.Instalments, r.Amount, r.Expected);

    internal IReadOnlyList<object?> Cells(DateOnly? from, DateOnly? to) => [from, to, Instalments, Amount, Expected];
}
