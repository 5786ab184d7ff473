using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debts;

namespace Portal.Pages.Accounts;

/// <summary>One account: whose it is, where it comes from, and how today's amount came about.</summary>
public sealed class ShowModel(AppDb db, Vault vault, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    public Debt Debt { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public IReadOnlyList<StatementLine> Lines { get; private set; } = [];

    public Money Total { get; private set; }

    /// <summary>What was answered to proposals of theirs, and what staff offers.</summary>
    public IReadOnlyList<Answer> Answers { get; private set; } = [];

    /// <summary>The live agreement this account is in, when there is one.</summary>
    public Id<Agreement>? AgreementId { get; private set; }

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == Id) is not { } debt)
        {
            return NotFound();
        }

        Debt = debt;
        Holder = await db.HolderAsync(debt.CreditorId);
        Lines = Statement.Of(debt.Claim, Today, BusinessCalendar.Bank);
        Total = Lines.Select(line => line.Amount).Total();
        AgreementId = await db.AgreementDebts.Where(d => d.DebtId == Id && d.ReleasedAt == null).Select(d => (Id<Agreement>?)d.AgreementId).SingleOrDefaultAsync();
        Answers = await db.AnswersAsync(Id, clock.GetUtcNow(), vault);
        return Page();
    }
}
