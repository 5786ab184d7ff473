using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Reports;

namespace Admin.Api.Reports;

[ApiController]
[Route("v1/reports/agreements")]
public sealed class AgreementReportsController(ShowOutcomes showOutcomes, CreditorClock clock, Caller caller) : ControllerBase
{
    /// <summary>What happened to agreements in the period, by the number of instalments they were accepted with.</summary>
    /// <remarks>
    /// What was undone within the period, as a break that late news of a payment made good, does not count. The counts of a past period stay as they were; kept
    /// promises change where their money goes back, or is heard of late. CSV by Accept: text/csv; its last line is the total.
    /// </remarks>
    /// <param name="period">Which days.</param>
    [HttpGet]
    [Scope("reports:read")]
    [ProducesResponseType<AgreementReportView>(200)]
    public async Task<IActionResult> ShowAsync([FromQuery] PeriodQuery period) =>
        period.Past(clock.Today).Succeeded(out var days, out var refusal)
            ? Ok(AgreementReportView.Of(await showOutcomes.ExecuteAsync(caller.CreditorId, days)))
            : this.Refuse(refusal);
}

/// <summary>How agreements fared.</summary>
/// <param name="Rows">By the number of instalments. They add up to the total.</param>
public sealed record AgreementReportView(DateOnly From, DateOnly Until, IReadOnlyList<AgreementReportRowView> Rows, AgreementFiguresView Total) : ITable
{
    internal static AgreementReportView Of(OutcomeReport r) => new(
        r.Period.From,
        r.Period.Until,
        [.. r.Rows.Select(row => new AgreementReportRowView(row.MinInstalments, row.MaxInstalments, AgreementFiguresView.Of(row.Figures)))],
        AgreementFiguresView.Of(r.Total));

    public CsvTable ToTable() => new(
        "acordos",
        [From, Until],
        [
            "minInstalments", "maxInstalments", "accepted", "activated", "settled", "broken", "cancelled", "renegotiated", "breakPercent", "promisesDue",
            "promisesKept", "keptPercent",
        ],
        Rows.Select(r => r.Figures.After(r.MinInstalments, r.MaxInstalments)).Append(Total.After(null, null)));
}

/// <summary>Agreements accepted with so many instalments, both ends included.</summary>
/// <param name="MaxInstalments">Null for the longest.</param>
public sealed record AgreementReportRowView(int MinInstalments, int? MaxInstalments, AgreementFiguresView Figures);

/// <summary>To how many agreements it happened.</summary>
/// <param name="Activated">The first instalment was paid.</param>
/// <param name="BreakPercent">Broken ones, of those that were settled or broken; null where there were none.</param>
/// <param name="PromisesDue">Instalments whose last day in time fell in the period and has passed, unless they had left the plan before.</param>
/// <param name="PromisesKept">How many of them were paid in full by that day.</param>
/// <param name="KeptPercent">Null where none was due.</param>
public sealed record AgreementFiguresView(
    int Accepted, int Activated, int Settled, int Broken, int Cancelled, int Renegotiated, Percent? BreakPercent, int PromisesDue, int PromisesKept,
    Percent? KeptPercent)
{
    internal static AgreementFiguresView Of(OutcomeFigures f) => new(
        f.Accepted, f.Activated, f.Settled, f.Broken, f.Cancelled, f.Renegotiated, f.BreakRate, f.PromisesDue, f.PromisesKept, f.KeptRate);

    internal IReadOnlyList<object?> After(int? min, int? max) =>
        [min, max, Accepted, Activated, Settled, Broken, Cancelled, Renegotiated, BreakPercent, PromisesDue, PromisesKept, KeptPercent];
}
