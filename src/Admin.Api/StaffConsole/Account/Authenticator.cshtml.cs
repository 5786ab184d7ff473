using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole.Account;

/// <summary>Another app in the place of the linked one.</summary>
internal sealed class AuthenticatorModel(ReadOwnAccount readOwnAccount, StaffOnDuty duty) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? NewCode { get; set; }

    /// <summary>The second proof on offer, sealed: the same from the first look to the last try.</summary>
    [BindProperty]
    public string? Offer { get; set; }

    public OwnAccount Own { get; private set; } = null!;

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostAsync([FromServices] ReplaceAuthenticator replaceAuthenticator, CancellationToken cancellation)
    {
        await ReadAsync();
        var client = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        var outcome = await replaceAuthenticator.ExecuteAsync(
            new(duty.Session.UserId, Code ?? "", Own.Offer, NewCode ?? "", client), duty.Actor, cancellation);

        if (outcome.Succeeded(out _, out var refusal))
        {
            return RedirectToPage("/Account/Index", new { feito = "aplicativo" });
        }

        ModelState.AddModelError("", refusal.Message);
        return Page();
    }

    private async Task ReadAsync() => Own = await readOwnAccount.ExecuteAsync(duty.Session.UserId, Offer);
}
