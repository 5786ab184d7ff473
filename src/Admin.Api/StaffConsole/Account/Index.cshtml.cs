using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole.Account;

/// <summary>One's own account: another password, new recovery codes, and the ways to the app and the sessions.</summary>
internal sealed class IndexModel(ReadOwnAccount readOwnAccount, StaffOnDuty duty) : PageModel
{
    [BindProperty]
    public string? Present { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>What was just done.</summary>
    [FromQuery(Name = "feito")]
    public string? Done { get; set; }

    public OwnAccount Own { get; private set; } = null!;

    /// <summary>Shown once, in the answer that made them.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    private string Client => HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostPasswordAsync([FromServices] ChangePassword changePassword, CancellationToken cancellation)
    {
        if (Password != Again)
        {
            ModelState.AddModelError("", "As duas senhas não são iguais.");
            return await ShowAsync();
        }

        var outcome = await changePassword.ExecuteAsync(new(duty.Session.UserId, Present ?? "", Password ?? "", Code ?? "", Client), duty.Actor, cancellation);

        if (!outcome.Succeeded(out _, out var refusal))
        {
            ModelState.AddModelError("", refusal.Message);
            return await ShowAsync();
        }

        await HttpContext.SignOutAsync(StaffDoor.Scheme);
        return RedirectToPage("/SignIn", new { senha = "nova" });
    }

    public async Task<IActionResult> OnPostCodesAsync([FromServices] RenewRecoveryCodes renewCodes, CancellationToken cancellation)
    {
        var outcome = await renewCodes.ExecuteAsync(new(duty.Session.UserId, Code ?? "", Client), duty.Actor, cancellation);

        if (outcome.Succeeded(out var codes, out var refusal))
        {
            Codes = codes;
        }
        else
        {
            ModelState.AddModelError("", refusal.Message);
        }

        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        Own = await readOwnAccount.ExecuteAsync(duty.Session.UserId, offer: null);
        return Page();
    }
}
