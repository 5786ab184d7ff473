using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portal.Pages.Sessions;

/// <summary>The way out.</summary>
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
