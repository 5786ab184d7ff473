using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Pages.Sessions;

/// <summary>The way out. Takes no form token: the one of a session that ended by itself would be refused, and nobody is harmed by leaving.</summary>
[IgnoreAntiforgeryToken]
public sealed class LeaveModel : PageModel
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(Portal.SignIn.Scheme);
        return RedirectToPage("/Public/SessionEnded");
    }
}
