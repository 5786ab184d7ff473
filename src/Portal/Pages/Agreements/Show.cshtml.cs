using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debts;

namespace Portal.Pages.Agreements;

/// <summary>One agreement: what is paid, what is next, what may be changed, and the papers.</summary>
public sealed class ShowModel(AppDb db, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    public AgreementPlan Plan { get; private set; } = null!;

    public IReadOnlyList<Debt> Debts { get; private set; } = [];

    public Holder Holder { get; private set; } = null!;

    public IReadOnlyList<MoneyBack> Back { get; private set; } = [];

    public Agreement Agreement => Plan.Agreement;

    /// <summary>What is to be paid or was; of an agreement that has ended, all that was in it but what was split.</summary>
    public IReadOnlyList<PlanLine> Lines => Agreement.IsLive || Agreement.Status is AgreementStatus.Settled
        ? Plan.Lines
        : [.. Plan.All.Where(line => Plan.All.All(half => half.Instalment.SplitFrom != line.Instalment.Id)).OrderBy(line => line.Instalment.DueOn)];

    public DateOnly Today => clock.Today;

    public PlanLine? Next => Plan.Next;

    public int PaidCount => Plan.PaidCount;

    public Money Paid => Plan.Paid;

    public Lateness? Lateness => Lateness.Of(Agreement, Plan.Lines.Select(line => line.Instalment), Today);

    public bool MayWithdraw => Agreement.Status is AgreementStatus.Accepted && Today <= CancelAgreement.LastDayToWithdraw(Agreement);

    public Standing Standing => Standing.Of(Agreement.Status, Next?.Instalment.DueOn, Agreement.Terms.GraceDays, Today);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.PlanAsync(Id, Today) is not { } plan)
        {
            return NotFound();
        }

        Plan = plan;
        Debts = await db.Set<AgreementDebt>().Where(d => d.AgreementId == Id)
            .Join(db.Set<Debt>(), row => row.DebtId, debt => debt.Id, (_, debt) => debt).AsNoTracking().ToListAsync();
        Holder = await db.HolderAsync(Agreement.CreditorId);
        Back = await db.MoneyBackAsync(await db.PaymentsOfAsync(plan), Today);
        return Page();
    }
}
