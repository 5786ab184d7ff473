using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debts;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts/{id}/balance")]
public sealed class DebtBalancesController(AppDb db, FindIndexes findIndexes, CreditorClock clock) : ControllerBase
{
    public static readonly Refusal DayTooFar = new("balance-day-invalid", "O saldo se calcula do vencimento até dez anos a partir de hoje.");
    private const int LongestYears = 10;

    /// <summary>What is owed on a day, part by part, and where each part comes from. Nothing once the debt is settled or closed.</summary>
    /// <param name="on">Today in São Paulo when absent.</param>
    [HttpGet]
    [Scope("debts:read")]
    [ProducesResponseType<BalanceView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Debt> id, [FromQuery] DateOnly? on)
    {
        if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id) is not { } debt)
        {
            return this.Refuse(ShowDebt.NotFound);
        }

        var day = on ?? clock.Today;
        return day > clock.Today.AddYears(LongestYears) || (on is not null && day < debt.DueOn)
            ? this.Refuse(DayTooFar)
            : Ok(BalanceView.Of(debt, day, await findIndexes.ExecuteAsync()));
    }
}
