using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Payments;

namespace Portal.Pages.Instalments;

/// <summary>The proof of payment, at an address that stays.</summary>
public sealed class ReceiptModel(AppDb db) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute]
    public int Number { get; init; }

    public Agreement Agreement { get; private set; } = null!;

    public Instalment Instalment { get; private set; } = null!;

    public IReadOnlyList<Instalment> Unpaid { get; private set; } = [];

    public IReadOnlyList<Payment> Payments { get; private set; } = [];

    public int Count { get; private set; }

    public Holder Holder { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        var agreement = await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id);
        var instalments = await db.Instalments.AsNoTracking().Where(i => i.AgreementId == Id).OrderBy(i => i.Number).ToListAsync();

        if (agreement is null || instalments.SingleOrDefault(i => i.Number == Number) is not { } instalment)
        {
            return NotFound();
        }

        if (!instalment.IsPaid)
        {
            return RedirectToPage("/Instalments/Pay", new { id = Id, number = Number });
        }

        (Agreement, Instalment, Count) = (agreement, instalment, instalments.Count);
        Unpaid = [.. instalments.Where(i => !i.IsPaid)];
        var purpose = InstalmentPurpose.Of(instalment.Id);
        Payments = await db.Set<Charge>().Where(c => c.Purpose == purpose)
            .Join(db.Set<Payment>(), c => c.Id, p => p.ChargeId, (_, p) => p).AsNoTracking().OrderBy(p => p.PaidAt).ToListAsync();
        Name = await db.Debtors.Where(d => d.Id == agreement.DebtorId).Select(d => d.Name).SingleAsync();
        Holder = await db.HolderAsync(agreement.CreditorId);
        return Page();
    }
}
