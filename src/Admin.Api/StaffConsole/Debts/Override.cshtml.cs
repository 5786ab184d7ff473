using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debts;
using Shared.Offers;
using Shared.Support;

namespace Admin.Api.StaffConsole.Debts;

/// <summary>An offer that no policy makes: written down, looked at, and only then made.</summary>
internal sealed class OverrideModel(
    AppDb db, PriceOverride priceOverride, RequestOverride requestOverride, FindIndexes findIndexes, Vault vault, StaffOnDuty duty, CreditorClock clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    /// <summary>The counter-proposal this would answer.</summary>
    [FromQuery(Name = "resposta")]
    public Id<CounterProposal>? Answers { get; set; }

    /// <summary>The request that was made, once it was.</summary>
    [FromQuery(Name = "pedido")]
    public Id<Override>? MadeId { get; set; }

    [BindProperty]
    public OverrideForm Form { get; set; } = new();

    public Debt Debt { get; private set; } = null!;

    public Money Balance { get; private set; }

    /// <summary>What it comes to today, once it was asked.</summary>
    public OfferTerms? Preview { get; private set; }

    public bool IsWithinAuthority { get; private set; }

    public Override? Made { get; private set; }

    public string? MadeRefusal { get; private set; }

    public DateOnly Today => clock.Today;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostPreviewAsync()
    {
        await LookAsync();
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        if (await LookAsync() is not { } terms)
        {
            return await ShowAsync();
        }

        // Made is only what was looked at: a field changed since, or another day's balance, is looked at first.
        if (Form.Seen != OverrideForm.SeenOf(terms))
        {
            ModelState.AddModelError("", "A proposta mudou desde que você a viu. Confira de novo.");
            return await ShowAsync();
        }

        var outcome = await requestOverride.ExecuteAsync(
            new(Form.Id, Id, Form.Plan()!, Form.ValidDays, Form.Reason, Form.Note) { Answers = Answers }, duty.Actor);

        if (outcome.Succeeded(out var made, out var refusal))
        {
            return RedirectToPage(new { id = Id, pedido = made.Id });
        }

        ModelState.AddModelError("", refusal.Message);
        return await ShowAsync();
    }

    private async Task<OfferTerms?> LookAsync()
    {
        if (Form.Plan() is not { } plan)
        {
            ModelState.AddModelError("", "Confira os valores: reais como 600,00; juros como 1,00; números inteiros para parcelas, dia e validade.");
            return null;
        }

        if (!(await priceOverride.ExecuteAsync(new(Id, plan, Form.ValidDays))).Succeeded(out var priced, out var refusal))
        {
            foreach (var message in refusal.Errors?.SelectMany(e => e.Value) ?? [refusal.Message])
            {
                ModelState.AddModelError("", message);
            }

            return null;
        }

        var me = await db.ColleagueAsync(priced.Debt.CreditorId, duty.Actor);
        IsWithinAuthority = me!.Authority.Covers(priced.Terms.Discount.Total, priced.Terms.Balance.Total);
        return Preview = priced.Terms;
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == Id) is not { } debt)
        {
            return NotFound();
        }

        (Debt, Balance) = (debt, debt.BalanceOn(Today, await findIndexes.ExecuteAsync()).Total);
        Made = MadeId is { } id ? await db.Overrides.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id && o.DebtId == Id) : null;
        MadeRefusal = Made?.Refusal(vault);
        return Page();
    }
}
