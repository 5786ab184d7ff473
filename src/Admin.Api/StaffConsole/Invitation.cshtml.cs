using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>Where a link leads: whoever was asked in sets a password and proves the app, whoever lost the phone links another. A link that opens nothing says whom to ask.</summary>
[AllowAnonymous]
internal sealed class InvitationModel(FindInvitation findInvitation, StaffOnDuty duty) : PageModel
{
    [FromRoute]
    public string Token { get; set; } = "";

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The second proof on offer, sealed: the same from the first look to the last try.</summary>
    [BindProperty]
    public string? Offer { get; set; }

    public OpenInvitation? Open { get; private set; }

    public Refusal? Closed { get; private set; }

    /// <summary>Shown once, in the answer that made them.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>This browser is somebody's session already: an invitation is for who sits down anew.</summary>
    public string? SomebodyElse => duty.IsKnown ? duty.Session.Name : null;

    /// <summary>An account is made here; otherwise one that is there gets another phone.</summary>
    public bool IsJoining => Open?.Invitation.Purpose is InvitationPurpose.Join;

    private string Client => HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await FindAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromServices] AcceptInvitation accept, [FromServices] RenewSecondProof renew, CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return Page();
        }

        if (IsJoining && Password != Again)
        {
            ModelState.AddModelError("", "As duas senhas não são iguais.");
            return Page();
        }

        var outcome = IsJoining
            ? await accept.ExecuteAsync(new(Open!, Password ?? "", Code ?? ""))
            : await renew.ExecuteAsync(new(Open!, Password ?? "", Code ?? "", Client), cancellation);

        if (outcome.Succeeded(out var codes, out var refusal))
        {
            Codes = codes;
        }
        else if (refusal == FindInvitation.NotOpen)
        {
            Close(refusal);
        }
        else
        {
            ModelState.AddModelError("", refusal.Message);
        }

        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (duty.IsKnown)
        {
            return false;
        }

        var found = await findInvitation.ExecuteAsync(new(Token, Offer, Client), cancellation);

        if (found.Succeeded(out var open, out var refusal))
        {
            Open = open;
            return true;
        }

        Close(refusal);
        return false;
    }

    private void Close(Refusal refusal)
    {
        Closed = refusal;
        Response.StatusCode = refusal == FindInvitation.NotOpen ? StatusCodes.Status404NotFound : StatusCodes.Status429TooManyRequests;
    }
}
