using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Instalments;

/// <summary>Another date for one instalment: which, until when, at what price; then one deliberate act.</summary>
public sealed class MoveModel(AppDb db, DebtorSession debtor, MoveDueDate moveDueDate, TimeProvider clock) : PageModel
{
    [FromRoute]
    public Id<Agreement> Id { get; init; }

    [FromQuery(Name = "parcela")]
    public int? Number { get; init; }

    /// <summary>As it was asked for: a browser without a date picker sends what was typed.</summary>
    [FromQuery(Name = "data")]
    public string? On { get; init; }

    public AgreementPlan Plan { get; private set; } = null!;

    public PlanLine? Line { get; private set; }

    public Holder Holder { get; private set; } = null!;

    /// <summary>Why this one cannot be moved.</summary>
    public Refusal? Problem { get; private set; }

    public (DateOnly First, DateOnly Last) Window { get; private set; }

    /// <summary>The day asked for, when it was one. Other words of the address are not repeated (ADR 9).</summary>
    public DateOnly? Asked => TypedDay.Read(On);

    /// <summary>What the chosen day changes; null until a possible one was chosen.</summary>
    public DueDateMove? Preview { get; private set; }

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Money expected)
    {
        // Not the preview: on a second click there is none any more, and the date has moved.
        if (!await ReadAsync() || Line is null || Asked is not { } day)
        {
            return NotFound();
        }

        var outcome = await moveDueDate.ExecuteAsync(new(Id, Line.Instalment.Number, day, expected), debtor.Actor);

        if (outcome.Succeeded(out _, out var refusal))
        {
            return RedirectToPage("/Agreements/Show", new { id = Id });
        }

        ModelState.Clear();
        ModelState.AddModelError("", refusal.Message);
        return await ReadAsync() ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync()
    {
        if (await db.PlanAsync(Id, Today) is not { } plan)
        {
            return false;
        }

        (Plan, Holder) = (plan, await db.HolderAsync(plan.Agreement.CreditorId));
        Line = Number is { } number ? plan.Find(number) : plan.Open is [var only] ? only : null;

        if (Line is null)
        {
            return Number is null;
        }

        Problem = DueDateMove.Against(plan, Line);
        Window = DueDateMove.WindowOf(plan, Line);

        if (Problem is null && On is not null && ModelState.DayWithin("data", On, Window) is { } day)
        {
            Preview = DueDateMove.Of(plan, Line, day);
        }

        return true;
    }
}
