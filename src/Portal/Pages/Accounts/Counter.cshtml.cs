using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debts;
using Shared.Offers;

namespace Portal.Pages.Accounts;

/// <summary>Asks for another deal, and says what was answered to the last ones.</summary>
public sealed class CounterModel(AppDb db, FindIndexes findIndexes, DebtorSession debtor, ProposeCounter proposeCounter, Vault vault, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Debt> Id { get; init; }

    /// <summary>The proposal this form will be: pressing twice sends one.</summary>
    [BindProperty]
    public Id<CounterProposal> Form { get; set; } = Id<CounterProposal>.New();

    [BindProperty]
    public string? Now { get; set; }

    [BindProperty]
    public string? Monthly { get; set; }

    [BindProperty]
    public string? Months { get; set; }

    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public Debt Debt { get; private set; } = null!;

    public Holder Holder { get; private set; } = null!;

    public Money Balance { get; private set; }

    public IReadOnlyList<Answer> Answers { get; private set; } = [];

    public int Left { get; private set; }

    /// <summary>From when on another proposal may be made; null when one may be made now.</summary>
    public DateTimeOffset? Again { get; private set; }

    public DateOnly Today => clock.Today;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var proposal = new Proposal(
            ModelState.AmountOf(nameof(Now), Now) ?? Money.Zero,
            ModelState.AmountOf(nameof(Monthly), Monthly) ?? Money.Zero,
            Number(Months, nameof(Months)),
            Number(Day, nameof(Day)));

        if (!ModelState.IsValid)
        {
            return await ShowAsync();
        }

        var outcome = await proposeCounter.ExecuteAsync(new(Form, Id, proposal, Note), debtor.Actor);

        if (outcome.Succeeded(out var made, out var refusal))
        {
            return made.Answer is CounterAnswer.Accepted && made.QuoteId is { } quote
                ? RedirectToPage("/Accounts/Review", new { id = Id, proposta = quote })
                : RedirectToPage(new { id = Id });
        }

        Tell(refusal);
        return await ShowAsync();
    }

    private void Tell(Refusal refusal)
    {
        foreach (var (field, messages) in refusal.Errors ?? new Dictionary<string, string[]>())
        {
            ModelState.AddModelError(char.ToUpperInvariant(field[0]) + field[1..], messages[0]);
        }

        if (refusal.Errors is null)
        {
            ModelState.AddModelError(refusal == ProposeCounter.NoteTooLong ? nameof(Note) : "", refusal.Message);
        }
    }

    private int? Number(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            ModelState.AddModelError(field, "Digite só o número, como 6.");
        }

        return number;
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == Id) is not { } debt)
        {
            return NotFound();
        }

        if (debt.Status is not DebtStatus.Open)
        {
            // Paid, withdrawn or agreed: the account itself says which.
            return RedirectToPage("/Accounts/Show", new { id = Id });
        }

        var now = clock.GetUtcNow();
        var window = now - CounterProposal.Window;
        var made = await db.CounterProposals.Where(p => p.DebtId == Id && p.MadeAt > window).Select(p => p.MadeAt).ToListAsync();

        (Debt, Holder, Balance) = (debt, await db.HolderAsync(debt.CreditorId), debt.BalanceOn(Today, await findIndexes.ExecuteAsync()).Total);
        Answers = await db.AnswersAsync(Id, now, vault);
        Left = Math.Max(0, CounterProposal.MostPerWindow - made.Count);
        Again = Left == 0 ? made.Min() + CounterProposal.Window : null;
        return Page();
    }
}
