using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>Second proof: the authenticator app, or a recovery code.</summary>
[AllowAnonymous]
internal sealed class ProofModel(ProveStaff proveStaff, HalfOpenDoor door, StaffOnDuty duty) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public IActionResult OnGet() => duty.IsKnown ? RedirectToPage("/Index") : door.Read() is null ? RedirectToPage("/SignIn") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (duty.IsKnown)
        {
            return RedirectToPage("/Index");
        }

        if (door.Read() is not { } state)
        {
            return RedirectToPage("/SignIn");
        }

        var client = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        var outcome = await proveStaff.ExecuteAsync(new(state.Half, Code ?? "", client, Request.Headers.UserAgent), cancellation);

        if (outcome.Succeeded(out var session, out var refusal))
        {
            door.Forget();
            await HttpContext.OpenDoorAsync(session);
            return Url.IsLocalUrl(state.ReturnTo) ? LocalRedirect(state.ReturnTo) : RedirectToPage("/Index");
        }

        ModelState.AddModelError("", refusal.Message);
        return Page();
    }
}
