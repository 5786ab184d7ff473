using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Reports;

namespace Admin.Api.Reports;

[ApiController]
[Route("v1/reports/recovery")]
public sealed class RecoveryReportsController(ShowRecovery showRecovery, CreditorClock clock, Caller caller) : ControllerBase
{
    /// <summary>Money received, given back, and what it cost, from the entries of the ledger.</summary>
    /// <remarks>
    /// Each entry counts on the day it was posted, so the sums are the ledger's, and a past period stays as it was. CSV by Accept: text/csv has the parts of the
    /// period; its last line is the total.
    /// </remarks>
    /// <param name="period">Which days.</param>
    /// <param name="by">How the period is cut. Weeks begin on Monday.</param>
    [HttpGet]
    [Scope("reports:read")]
    [ProducesResponseType<RecoveryView>(200)]
    public async Task<IActionResult> ShowAsync([FromQuery] PeriodQuery period, [FromQuery] ReportStep by = ReportStep.Day) =>
        period.Past(clock.Today).Succeeded(out var days, out var refusal)
            ? Ok(RecoveryView.Of(await showRecovery.ExecuteAsync(caller.CreditorId, days, by)))
            : this.Refuse(refusal);
}

/// <summary>Money received over some days, and what became of it.</summary>
/// <param name="Rows">Every part of the period, those without money too. They add up to the total.</param>
/// <param name="Portfolios">They add up to the total as well.</param>
public sealed record RecoveryView(
    DateOnly From, DateOnly Until, IReadOnlyList<RecoveryRowView> Rows, RecoveryFiguresView Total, IReadOnlyList<PortfolioRecoveryView> Portfolios) : ITable
{
    internal static RecoveryView Of(RecoveryReport r) => new(
        r.Period.From,
        r.Period.Until,
        [.. r.Rows.Select(row => new RecoveryRowView(row.Period.From, row.Period.Until, RecoveryFiguresView.Of(row.Figures)))],
        RecoveryFiguresView.Of(r.Total),
        [.. r.Portfolios.Select(p => new PortfolioRecoveryView(p.Portfolio, p.Received, p.GivenBack, p.Received - p.GivenBack))]);

    public CsvTable ToTable() => new(
        "recuperacao",
        [From, Until],
        ["from", "until", "received", "givenBack", "net", "fees", "feesBorne", "commission", "paidElsewhere"],
        Rows.Select(r => r.Figures.After(r.From, r.Until)).Append(Total.After(null, null)));
}

/// <summary>The figures of a part of the period, both days included.</summary>
public sealed record RecoveryRowView(DateOnly From, DateOnly Until, RecoveryFiguresView Figures);

/// <summary>Money that came and went, in reais.</summary>
/// <param name="Received">Payments, whatever they paid. Money that names nobody counts on the day it is known what it is for.</param>
/// <param name="GivenBack">Refunds as they were confirmed and what gateways took back, less what came again of either.</param>
/// <param name="Net">Received less given back.</param>
/// <param name="Fees">What gateways kept for payments and disputes.</param>
/// <param name="FeesBorne">Your part of the fees; the rest is ours.</param>
/// <param name="Commission">Our share of what was collected, less what went back of it.</param>
/// <param name="PaidElsewhere">What debtors paid you outside of the platform, as you told it, on the day you did: no part of the figures before.</param>
public sealed record RecoveryFiguresView(
    Money Received, Money GivenBack, Money Net, Money Fees, Money FeesBorne, Money Commission, Money PaidElsewhere)
{
    internal static RecoveryFiguresView Of(RecoveryFigures f) => new(f.Received, f.GivenBack, f.Net, f.Fees, f.FeesBorne, f.Commission, f.PaidElsewhere);

    internal IReadOnlyList<object?> After(DateOnly? from, DateOnly? to) => [from, to, Received, GivenBack, Net, Fees, FeesBorne, Commission, PaidElsewhere];
}

/// <summary>What was received for the debts of one portfolio, and given back.</summary>
/// <param name="Portfolio">As the debts name it now. Null: of debts without one or of several, and money that paid no instalment.</param>
public sealed record PortfolioRecoveryView(string? Portfolio, Money Received, Money GivenBack, Money Net);
