using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Instalments;

/// <summary>"Atrasei": what a late instalment costs now, and the ways out: pay it, or pay it in two.</summary>
public sealed class SplitModel(AppDb db, DebtorSession debtor, SplitInstalment splitInstalment, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    /// <summary>As it was asked for: a browser without a date picker sends what was typed.</summary>
    [FromQuery(Name = "data")]
    public string? On { get; init; }

    public AgreementPlan Plan { get; private set; } = null!;

    /// <summary>The oldest late instalment; null when none is late.</summary>
    public PlanLine? Line { get; private set; }

    public Holder Holder { get; private set; } = null!;

    /// <summary>Why it cannot be paid in two.</summary>
    public Refusal? Problem { get; private set; }

    public (DateOnly First, DateOnly Last) Window { get; private set; }

    /// <summary>The day asked for, when it was one. Other words of the address are not repeated (ADR 9).</summary>
    public DateOnly? Asked => TypedDay.Read(On);

    public InstalmentHalves? Preview { get; private set; }

    public bool MayMove => Line is not null && DueDateMove.Against(Plan, Line) is null;

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int number, Money expected)
    {
        // Not the preview: on a second click there is none any more, and the instalment is split.
        if (!await ReadAsync() || Asked is not { } day)
        {
            return NotFound();
        }

        var outcome = await splitInstalment.ExecuteAsync(new(Id, number, day, expected), debtor.Actor);

        if (outcome.Succeeded(out _, out var refusal))
        {
            return RedirectToPage("/Agreements/Show", new { id = Id });
        }

        ModelState.Clear();
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

        if (Problem is null && On is not null && ModelState.DayWithin("data", On, Window) is { } day)
        {
            Preview = InstalmentHalves.Of(plan, Line, day);
        }

        return true;
    }
}
