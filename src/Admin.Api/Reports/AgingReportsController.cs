using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Reports;

namespace Admin.Api.Reports;

[ApiController]
[Route("v1/reports/aging")]
public sealed class AgingReportsController(ShowAging showAging, CreditorClock clock, Caller caller) : ControllerBase
{
    /// <summary>What is owed, by days late, at the end of a day: debts that are open or under an agreement.</summary>
    /// <remarks>
    /// A past day is answered as it was, with these exceptions. Principal, due date and debtor count as they stand now: no history of them is kept. A debt
    /// closed by a file, of which money was given back since, counts as closed from that day on. What was credited lacks money that was given back since.
    /// Whether a debt is prescribed is not judged. CSV by Accept: text/csv; its last line is the total.
    /// </remarks>
    /// <param name="on">The day, in São Paulo; today when absent.</param>
    [HttpGet]
    [Scope("reports:read")]
    [ProducesResponseType<AgingView>(200)]
    public async Task<IActionResult> ShowAsync([FromQuery] DateOnly? on)
    {
        var day = on ?? clock.Today;
        return day > clock.Today ? this.Refuse(PeriodQuery.Flawed("on", "O relatório é de hoje ou de um dia que passou."))
            : day < PeriodQuery.Earliest ? this.Refuse(PeriodQuery.Flawed("on", "O dia está longe demais."))
            : Ok(AgingView.Of(await showAging.ExecuteAsync(caller.CreditorId, day)));
    }
}

/// <summary>What was owed at the end of a day, by days late.</summary>
/// <param name="Buckets">From what is not late to what is oldest.</param>
/// <param name="Total">Debtors of several buckets count once here.</param>
public sealed record AgingView(DateOnly On, IReadOnlyList<AgingBucketView> Buckets, AgingFiguresView Total) : ITable
{
    internal static AgingView Of(AgingReport r) => new(
        r.On, [.. r.Buckets.Select(b => new AgingBucketView(b.MinDays, b.MaxDays, AgingFiguresView.Of(b.Figures)))], AgingFiguresView.Of(r.Total));

    public CsvTable ToTable() => new(
        "atraso",
        [On],
        ["minDaysLate", "maxDaysLate", "debts", "debtors", "principal", "debtsInAgreement", "principalInAgreement", "credited"],
        Buckets.Select(b => b.Figures.After(b.MinDaysLate, b.MaxDaysLate)).Append(Total.After(null, null)));
}

/// <summary>The debts that are late by so many days.</summary>
/// <param name="MinDaysLate">By so many days at least, counted as the debt's contract counts them. 0 to 0: not late.</param>
/// <param name="MaxDaysLate">And so many at most; null for the oldest.</param>
public sealed record AgingBucketView(int MinDaysLate, int? MaxDaysLate, AgingFiguresView Figures);

/// <summary>How many debts of how many debtors, and how much. Amounts are in reais.</summary>
/// <param name="Principal">As the contracts name it: without interest, fine, correction and fees, and before what was credited.</param>
/// <param name="DebtsInAgreement">How many of the debts are under an agreement.</param>
/// <param name="PrincipalInAgreement">Of which principal.</param>
/// <param name="Credited">What was paid on the debts under no agreement, whatever part of them it fell on. Money given back since is not in it.</param>
public sealed record AgingFiguresView(int Debts, int Debtors, Money Principal, int DebtsInAgreement, Money PrincipalInAgreement, Money Credited)
{
    internal static AgingFiguresView Of(AgingFigures f) => new(f.Debts, f.Debtors, f.Principal, f.InAgreement, f.PrincipalInAgreement, f.Credited);

    internal IReadOnlyList<object?> After(int? min, int? max) => [min, max, Debts, Debtors, Principal, DebtsInAgreement, PrincipalInAgreement, Credited];
}
