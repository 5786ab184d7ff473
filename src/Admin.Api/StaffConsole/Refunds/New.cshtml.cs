using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debtors;
using Shared.Payments;
using Shared.Support;

namespace Admin.Api.StaffConsole.Refunds;

/// <summary>Gives money of one payment back: what is left of it, whose that is, and what becomes owed again.</summary>
internal sealed class NewModel(AppDb db, GiveBack giveBack, StaffOnDuty duty) : PageModel
{
    [FromRoute]
    public Id<Payment> Id { get; init; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public RefundChannel Channel { get; set; }

    [BindProperty]
    public RefundReason? Reason { get; set; }

    /// <summary>Which refund of this payment the form asks for.</summary>
    [BindProperty]
    public int Number { get; set; }

    public MadePayment Made { get; private set; } = null!;

    public PaymentPosition Position { get; private set; } = null!;

    public Debtor? Debtor { get; private set; }

    /// <summary>How much of what had paid something this colleague may give back.</summary>
    public Money Authority { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var isAll = string.IsNullOrWhiteSpace(Amount);

        if (!TypedMoney.TryRead(Amount, out var amount) && !isAll)
        {
            ModelState.AddModelError("", "Digite o valor em reais, como 150,00; ou deixe vazio para devolver tudo o que resta.");
        }

        if (Reason is null)
        {
            ModelState.AddModelError("", "Escolha o motivo.");
        }

        if (!ModelState.IsValid)
        {
            return await ShowAsync();
        }

        var outcome = await giveBack.ExecuteAsync(new(Id, isAll ? null : amount, Channel, Reason!.Value) { Number = Number }, duty.Actor);

        if (outcome.Succeeded(out _, out var refusal))
        {
            return RedirectToPage("/Refunds/Index");
        }

        if (refusal == RefundPayment.NotFound)
        {
            return NotFound();
        }

        ModelState.AddModelError("", refusal.Message);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        db.ChangeTracker.Clear();

        if ((await db.MadeAsync([Id])) is not [var made])
        {
            return NotFound();
        }

        (Made, Position) = (made, await db.PositionAsync(made.Payment));
        Number = 1 + db.Refunds.Local.Count;
        Debtor = await db.Debtors.AsNoTracking().SingleOrDefaultAsync(d => d.PersonKey == made.Payment.PersonKey);
        Authority = (await db.ColleagueAsync(duty.Session.CreditorId, duty.Actor))!.MaxGivenUp;
        return Page();
    }
}
