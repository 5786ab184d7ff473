using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Instalments;

/// <summary>"Atrasei": what a late instalment costs now, and the ways out: pay it, or pay it in two.</summary>
public sealed class SplitModel(AppDb db, DebtorSession debtor, SplitInstalment splitInstalment, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromQuery(Name = "data")]
    public string? Day { get; init; }

    public AgreementPlan Plan { get; private set; } = null!;

    /// <summary>The oldest late instalment; null when none is late.</summary>
    public PlanLine? Line { get; private set; }

    public Holder Holder { get; private set; } = null!;

    /// <summary>Why it cannot be paid in two.</summary>
    public Refusal? Problem { get; private set; }

    public (DateOnly First, DateOnly Last) Window { get; private set; }

    public InstalmentHalves? Preview { get; private set; }

    public bool MayMove => Line is not null && DueDateMove.Against(Plan, Line) is null;

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int number, Money expected)
    {
        if (!await ReadAsync() || !DateOnly.TryParse(Day, System.Globalization.CultureInfo.InvariantCulture, out var day))
        {
            return NotFound();
        }

        var outcome = await splitInstalment.ExecuteAsync(new(Id, number, day, expected), debtor.Actor);

        if (outcome.Succeeded(out _, out var refusal))
        {
            return RedirectToPage("/Agreements/Show", new { id = Id });
        }

        ModelState.AddModelError("", refusal.Message);
        return Page();
    }

    private async Task<bool> ReadAsync()
    {
        if (await db.PlanAsync(Id, Today) is not { } plan)
        {
            return false;
        }

        (Plan, Holder) = (plan, await db.HolderAsync(plan.Agreement.CreditorId));
        Line = plan.Open.FirstOrDefault(line => line.IsLate);

        if (Line is null)
        {
            return true;
        }

        Problem = InstalmentHalves.Against(plan, Line);
        Window = InstalmentHalves.WindowOf(plan);

        if (Problem is null && Day is { } text)
        {
            Preview = DateOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var day) && day >= Window.First && day <= Window.Last
                ? InstalmentHalves.Of(plan, Line, day)
                : null;

            if (Preview is null)
            {
                ModelState.AddModelError("data", $"Escolha um dia de {Window.First.InFull} a {Window.Last.InFull}.");
            }
        }

        return true;
    }
}
