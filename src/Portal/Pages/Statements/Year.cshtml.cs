using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Agreements;

namespace Portal.Pages.Statements;

/// <summary>What was paid in a past year, creditor by creditor, and whether that year is settled.</summary>
public sealed class YearModel(FindYear findYear, Holders holders) : PageModel
{
    [FromRoute]
    public int Year { get; init; }

    /// <summary>Empty while the year is not over.</summary>
    public IReadOnlyList<YearAtCreditor> Creditors { get; private set; } = [];

    public IReadOnlyDictionary<Id<Creditor>, Holder> Holders { get; private set; } = new Dictionary<Id<Creditor>, Holder>();

    public async Task<IActionResult> OnGetAsync()
    {
        if (!(await findYear.ExecuteAsync(Year)).Succeeded(out var found, out var refusal))
        {
            return refusal == FindYear.NotOver ? Page() : NotFound();
        }

        (Creditors, Holders) = (found, await holders.OfAsync(found.Select(c => c.CreditorId)));
        return Page();
    }
}
