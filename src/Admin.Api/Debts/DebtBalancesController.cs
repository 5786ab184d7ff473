using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debts;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts/{id}/balance")]
public sealed class DebtBalancesController(AppDb db, FindIndexes findIndexes, TimeProvider clock) : ControllerBase
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

/// <summary>A balance, and the lines that add up to it.</summary>
public sealed record BalanceView(
    DateOnly On, int DaysLate, Money Principal, Money Correction, Money Interest, Money Fine, Money Fees, Money Credits, Money Total,
    IReadOnlyList<BalanceLineView> Lines) : IRepresentation
{
    internal static BalanceView Of(Debt debt, DateOnly day, IndexTable indexes)
    {
        if (debt.Status is DebtStatus.Settled or DebtStatus.Closed)
        {
            return new(day, 0, default, default, default, default, default, default, default, []);
        }

        var balance = debt.BalanceOn(day, indexes);
        var lines = Statement.Of(debt.ClaimOn(day, indexes), day, BusinessCalendar.Bank).Select(BalanceLineView.Of);
        return new(
            day, balance.DaysLate, balance.Principal, balance.Correction, balance.Interest, balance.Fine, balance.Fees, balance.Credits, balance.Total,
            [.. lines]);
    }
}

/// <summary>One line of "where does this come from". Credits are negative.</summary>
/// <param name="Basis">What the rate was applied to.</param>
/// <param name="Percent">Per month, day or year as <paramref name="Per"/> says; a plain percentage without it.</param>
public sealed record BalanceLineView(StatementItem Item, Money Amount, LegalBasis LegalBasis, Money? Basis, Percent? Percent, InterestPer? Per, int? Days)
{
    internal static BalanceLineView Of(StatementLine line) => new(
        line.Item, line.Amount, line.LegalBasis, line.Basis, line.Rate is { } rate ? Shared.Kernel.Percent.OfFraction(rate) : null, line.Per, line.Days);
}
