using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Support;

namespace Admin.Api.StaffConsole;

/// <summary>Finds a person. Asked by POST: a CPF has no place in an address.</summary>
internal sealed class IndexModel(FindPerson findPerson) : PageModel
{
    [BindProperty]
    public string? Words { get; set; }

    /// <summary>What was typed, unless it is a document.</summary>
    public string? Shown => TaxId.TryParse(Words, out _) ? null : Words;

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await findPerson.ExecuteAsync(Words ?? "");

        if (outcome.Succeeded(out var debtor, out var refusal))
        {
            return RedirectToPage("/People/Show", new { id = debtor.Id });
        }

        ModelState.AddModelError("", refusal.Message);
        return Page();
    }
}
