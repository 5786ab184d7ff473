using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debts;
using Shared.Documents;

namespace Portal.Pages.Agreements;

/// <summary>That nothing is owed any more, with the code by which others can check it; before that, when it will come.</summary>
public sealed class SettlementModel(AppDb db, ShowSettlement showSettlement, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    public AgreementPlan Plan { get; private set; } = null!;

    public Agreement Agreement => Plan.Agreement;

    /// <summary>Null until the last instalment is paid.</summary>
    public Settlement? Settlement { get; private set; }

    public IReadOnlyList<Debt> Debts { get; private set; } = [];

    public Holder Holder { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.PlanAsync(Id, Today) is not { } plan)
        {
            return NotFound();
        }

        (Plan, Holder) = (plan, await db.HolderAsync(plan.Agreement.CreditorId));

        if ((await showSettlement.ExecuteAsync(Id)).Succeeded(out var settlement, out _))
        {
            Settlement = settlement;
            Debts = await db.AgreementDebts.Where(d => d.AgreementId == Id)
                .Join(db.Debts, row => row.DebtId, debt => debt.Id, (_, debt) => debt)
                .OrderBy(debt => debt.DueOn).AsNoTracking().ToListAsync();
        }

        return Page();
    }
}
