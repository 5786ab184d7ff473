using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;
using Shared.Debtors;

namespace Portal.Pages.Instalments;

/// <summary>The proof of payment, at an address that stays.</summary>
public sealed class ReceiptModel(AppDb db, FindReceipt findReceipt, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromRoute]
    public int Number { get; init; }

    public InstalmentReceipt Receipt { get; private set; } = null!;

    public AgreementPlan Plan => Receipt.Plan;

    public Instalment Instalment => Receipt.Instalment;

    public InstalmentPlace Place => Plan.PlaceOf(Instalment);

    public Holder Holder { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public IReadOnlyList<MoneyBack> Back { get; private set; } = [];

    /// <summary>What was paid beyond what was due, and is not on its way back.</summary>
    public Money Excess => Receipt.Excess - Back.Select(b => b.PromisedOfExcess).Total();

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await findReceipt.ExecuteAsync(Id, Number);

        if (!outcome.Succeeded(out var receipt, out var refusal))
        {
            return refusal == FindReceipt.NotPaid ? RedirectToPage("/Instalments/Pay", new { id = Id, number = Number }) : NotFound();
        }

        var agreement = receipt.Plan.Agreement;
        Receipt = receipt;
        Back = await db.MoneyBackAsync([.. receipt.Payments.Select(p => p.Id)], clock.Today);
        Name = await db.Debtors.Where(d => d.Id == agreement.DebtorId).Select(d => d.Name).SingleAsync();
        Holder = await db.HolderAsync(agreement.CreditorId);
        return Page();
    }
}
