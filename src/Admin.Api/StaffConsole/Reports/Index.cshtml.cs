using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Reports;

namespace Admin.Api.StaffConsole.Reports;

/// <summary>The reports that are read most, drawn. The period stands in the address.</summary>
internal sealed class IndexModel(
    StaffOnDuty duty, ShowAging showAging, ShowRecovery showRecovery, ShowOutcomes showOutcomes, ForecastCash forecastCash, CreditorClock clock) : PageModel
{
    private const int DaysAhead = 90;
    private static readonly DateOnly Earliest = new(1970, 1, 1);

    /// <summary>How far back the page looks; the value in days.</summary>
    public enum Reach { Mes = 30, Trimestre = 90, Ano = 365 }

    [FromQuery(Name = "periodo")]
    public Reach Period { get; set; } = Reach.Mes;

    [FromQuery(Name = "em")]
    public DateOnly? On { get; set; }

    public DateOnly Today => clock.Today;

    public IReadOnlyList<Card> Cards { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var (creditor, today) = (duty.Session.CreditorId, Today);

        if (!ModelState.IsValid || On > today || On < Earliest)
        {
            return RedirectToPage();
        }

        var past = new ReportPeriod(today.AddDays(1 - (int)Period), today);
        var ahead = new ReportPeriod(today, today.AddDays(DaysAhead - 1));
        Cards =
        [
            Reports.Cards.Of(await showRecovery.ExecuteAsync(creditor, past, Period is Reach.Ano ? ReportStep.Month : ReportStep.Week)),
            Reports.Cards.Of(await forecastCash.ExecuteAsync(creditor, ahead, ReportStep.Week)),
            Reports.Cards.Of(await showOutcomes.ExecuteAsync(creditor, past)),
            Reports.Cards.Of(await showAging.ExecuteAsync(creditor, On ?? today)),
        ];
        return Page();
    }
}
