using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Creditors;

namespace Portal.Pages.Home;

/// <summary>A creditor's logo, at an address that changes with it: a browser that has it need not ask again.</summary>
public sealed class LogoModel(AppDb db) : PageModel
{
    private const string ForEver = "private, max-age=31536000, immutable";

    public async Task<IActionResult> OnGetAsync(Id<Creditor> creditor, string hash)
    {
        var content = await db.CreditorLogos.Where(l => l.CreditorId == creditor && l.Sha256 == hash).Select(l => l.Content).SingleOrDefaultAsync();

        if (content is null)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = ForEver;
        return File(content, MediaTypeNames.Image.Png);
    }
}
