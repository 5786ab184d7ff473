using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debts;

namespace Portal.Pages.Accounts;

/// <summary>A file that the creditor attached to an account. To be kept, never shown inside our pages: it comes from outside.</summary>
public sealed class PaperModel(AppDb db, Vault vault) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Id<Debt> id, Id<DebtPaper> paper) =>
        await db.DebtPapers.AsNoTracking().SingleOrDefaultAsync(p => p.DebtId == id && p.Id == paper) is { IsOpen: true } found
            ? File(found.Open(vault), found.Format.MediaType, $"{found.Kind.Title.ToLowerInvariant().Replace(' ', '-')}.{found.Format.Extension}")
            : NotFound();
}
