using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>The way out, for every session of the user.</summary>
internal sealed class LeaveModel(SignOutStaff signOut, StaffOnDuty duty) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await signOut.ExecuteAsync(duty.Session.UserId);
        await HttpContext.SignOutAsync(StaffDoor.Scheme);
        return RedirectToPage("/SignIn");
    }
}
