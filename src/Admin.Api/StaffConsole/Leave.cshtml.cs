using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>The way out of this session; others of the same person go on.</summary>
internal sealed class LeaveModel(EndSession endSession, StaffOnDuty duty) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await endSession.ExecuteAsync(duty.Session.Id, duty.Actor);
        await HttpContext.SignOutAsync(StaffDoor.Scheme);
        return RedirectToPage("/SignIn");
    }
}
