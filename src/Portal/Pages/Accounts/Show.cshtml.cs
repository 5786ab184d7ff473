using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Creditors;
using Shared.Debts;

namespace Portal.Pages.Accounts;

/// <summary>One account: whose it is, where it comes from, and how its amount came about, today or on a chosen day.</summary>
public sealed class ShowModel(AppDb db, FindIndexes findIndexes, Vault vault, TimeProvider clock) : PageModel
{
    private const int GrowthDays = 30;

    [FromRoute]
    public Id<Debt> Id { get; init; }

    /// <summary>As it was asked for: a browser without a date picker sends what was typed.</summary>
    [FromQuery(Name = "em")]
    public string? On { get; init; }

    public Debt Debt { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    /// <summary>The day asked for, when it was one. Other words of the address are not repeated (ADR 9).</summary>
    public DateOnly? Asked { get; private set; }

    /// <summary>The day the lines are of.</summary>
    public DateOnly Day { get; private set; }

    public IReadOnlyList<StatementLine> Lines { get; private set; } = [];

    public Money TotalToday { get; private set; }

    public Money TotalOnDay { get; private set; }

    /// <summary>The thirty days after the day shown.</summary>
    public IReadOnlyList<(DateOnly Day, Balance Balance)> Growth { get; private set; } = [];

    /// <summary>The clause of the contract that allows fees.</summary>
    public string? FeesBasis { get; private set; }

    /// <summary>What was answered to proposals of theirs, and what staff offers.</summary>
    public IReadOnlyList<Answer> Answers { get; private set; } = [];

    /// <summary>The live agreement this account is in, when there is one.</summary>
    public Id<Agreement>? AgreementId { get; private set; }

    /// <summary>What the creditor attached, and was found clean.</summary>
    public IReadOnlyList<AttachedPaper> Papers { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public DateOnly LastDay => Today.AddYears(1);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == Id) is not { } debt)
        {
            return NotFound();
        }

        Debt = debt;
        Day = ReadDay();
        Holder = await db.HolderAsync(debt.CreditorId);
        FeesBasis = await db.CreditorProfiles.Where(p => p.CreditorId == debt.CreditorId).Select(p => p.FeesBasis).SingleAsync();
        AgreementId = await db.AgreementDebts.Where(d => d.DebtId == Id && d.ReleasedAt == null).Select(d => (Id<Agreement>?)d.AgreementId).SingleOrDefaultAsync();
        Reckon(debt, await findIndexes.ExecuteAsync());
        Papers = await db.AttachedPapersAsync(Id);
        Answers = await db.AnswersAsync(Id, clock.GetUtcNow(), vault);
        return Page();
    }

    private void Reckon(Debt debt, IndexTable indexes)
    {
        var (last, calendar) = (Day.AddDays(GrowthDays), BusinessCalendar.Bank);
        TotalToday = debt.BalanceOn(Today, indexes).Total;
        Lines = Statement.Of(debt.ClaimOn(Day, indexes), Day, calendar);
        TotalOnDay = Lines.Select(line => line.Amount).Total();
        Growth = [.. Statement.DayByDay(debt.ClaimOn(last, indexes), Day.AddDays(1), last, calendar)];
    }

    private DateOnly ReadDay()
    {
        if (string.IsNullOrWhiteSpace(On))
        {
            return Today;
        }

        Asked = TypedDay.Read(On);
        return ModelState.DayWithin(nameof(On), On, (Today, LastDay)) ?? Today;
    }
}
