using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Reports;

namespace Admin.Api.Reports;

[ApiController]
[Route("v1/reports/funnel")]
public sealed class FunnelReportsController(ShowFunnel showFunnel, CreditorClock clock, Caller caller) : ControllerBase
{
    /// <summary>How many people saw an offer in the period, accepted one, and paid its first instalment by the end of it.</summary>
    /// <remarks>
    /// It begins with the offer, seen on the portal or told by you. Visits and sign-ins are not recorded for any creditor: a person signs in to all of them at
    /// once. CSV by Accept: text/csv.
    /// </remarks>
    /// <param name="period">Which days.</param>
    [HttpGet]
    [Scope("reports:read")]
    [ProducesResponseType<FunnelView>(200)]
    public async Task<IActionResult> ShowAsync([FromQuery] PeriodQuery period) =>
        period.Past(clock.Today).Succeeded(out var days, out var refusal)
            ? Ok(FunnelView.Of(await showFunnel.ExecuteAsync(caller.CreditorId, days)))
            : this.Refuse(refusal);
}

/// <summary>How far people came.</summary>
/// <param name="Steps">In the order in which they are taken.</param>
public sealed record FunnelView(DateOnly From, DateOnly Until, IReadOnlyList<FunnelStepView> Steps) : ITable
{
    internal static FunnelView Of(FunnelReport r) =>
        new(r.Period.From, r.Period.Until, [.. r.Steps.Select(s => new FunnelStepView(s.Stage, s.People, s.OfBefore, s.OfFirst))]);

    public CsvTable ToTable() => new(
        "funil",
        [From, Until],
        ["stage", "people", "percentOfBefore", "percentOfFirst"],
        Steps.Select(s => (IReadOnlyList<object?>)[s.Stage, s.People, s.PercentOfBefore, s.PercentOfFirst]));
}

/// <summary>How many people came so far.</summary>
/// <param name="People">Each counts once, whatever the number of debts and offers.</param>
/// <param name="PercentOfBefore">Of those at the step before; null at the first, and where there was nobody.</param>
/// <param name="PercentOfFirst">Of those at the first step.</param>
public sealed record FunnelStepView(FunnelStage Stage, int People, Percent? PercentOfBefore, Percent? PercentOfFirst);
