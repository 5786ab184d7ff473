using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>First proof: e-mail and password. Whoever is in already leaves first: the page they land on says who that is.</summary>
[AllowAnonymous]
internal sealed class SignInModel(SignInStaff signIn, HalfOpenDoor door, StaffOnDuty duty) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Para { get; set; }

    /// <summary>The password was just changed, which ended the session.</summary>
    [FromQuery(Name = "senha")]
    public string? HasNewPassword { get; set; }

    public IActionResult OnGet() => duty.IsKnown ? RedirectToPage("/Index") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (duty.IsKnown)
        {
            return RedirectToPage("/Index");
        }

        var client = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        var outcome = await signIn.ExecuteAsync(new(Email ?? "", Password ?? "", client), cancellation);

        if (outcome.Succeeded(out var half, out var refusal))
        {
            door.Keep(half, Para);
            return RedirectToPage("/Proof");
        }

        ModelState.AddModelError("", refusal.Message);
        return Page();
    }
}
