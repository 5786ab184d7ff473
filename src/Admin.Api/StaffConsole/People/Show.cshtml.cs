using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debtors;
using Shared.Support;

namespace Admin.Api.StaffConsole.People;

/// <summary>One person's file. Somebody else's is not there.</summary>
internal sealed class ShowModel(ViewPerson viewPerson, StaffOnDuty duty, CreditorClock clock) : PageModel
{
    [FromRoute]
    public Id<Debtor> Id { get; init; }

    public PersonFile Person { get; private set; } = null!;

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await viewPerson.ExecuteAsync(Id, duty.Actor);

        if (!outcome.Succeeded(out var file, out _))
        {
            return NotFound();
        }

        Person = file;
        return Page();
    }
}
