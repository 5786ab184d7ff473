using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debts;

namespace Portal.Pages.Agreements;

/// <summary>One agreement: what is paid, what is next, and the papers.</summary>
public sealed class ShowModel(AppDb db, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    public Agreement Agreement { get; private set; } = null!;

    public IReadOnlyList<Instalment> Instalments { get; private set; } = [];

    public IReadOnlyList<Debt> Debts { get; private set; } = [];

    public Holder Holder { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public Instalment? Next =>
        Agreement.Status is AgreementStatus.Accepted or AgreementStatus.Active ? Instalments.FirstOrDefault(i => !i.IsPaid) : null;

    public int PaidCount => Instalments.Count(i => i.IsPaid);

    public Money Paid => Instalments.Select(i => i.Paid).Total();

    public Standing Standing => Standing.Of(Agreement.Status, Next?.DueOn, Agreement.Terms.GraceDays, Today);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id) is not { } agreement)
        {
            return NotFound();
        }

        Agreement = agreement;
        Instalments = await db.Instalments.AsNoTracking().Where(i => i.AgreementId == Id).OrderBy(i => i.Number).ToListAsync();
        Debts = await db.Set<AgreementDebt>().Where(d => d.AgreementId == Id)
            .Join(db.Set<Debt>(), row => row.DebtId, debt => debt.Id, (_, debt) => debt).AsNoTracking().ToListAsync();
        Holder = await db.HolderAsync(agreement.CreditorId);
        return Page();
    }
}
