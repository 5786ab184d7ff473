using Admin.Api.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole.Staff;

/// <summary>Who works here, and how much each may give up alone. Only who administers changes it, asks people in and lets them go.</summary>
internal sealed class IndexModel(AppDb db, Vault vault, StaffOnDuty duty, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    public sealed record Row(StaffUser User, Words.State State);

    [BindProperty]
    public Id<StaffUser> UserId { get; set; }

    [BindProperty]
    public string? Rate { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public InviteForm Invite { get; set; } = new();

    /// <summary>Somebody was just asked in.</summary>
    [FromQuery(Name = "convite")]
    public string? Invited { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public StaffSession Me => duty.Session;

    public bool MayChange => Me.Role is StaffRole.CreditorAdmin;

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostAsync([FromServices] EntrustStaff entrustStaff) =>
        TypedAuthority.TryRead(Rate, Amount, out var authority)
            ? await DoneAsync(entrustStaff.ExecuteAsync(new(UserId, authority), duty.Actor), done: null)
            : await WrongAsync(TypedAuthority.Unreadable);

    public async Task<IActionResult> OnPostInviteAsync([FromServices] InviteStaff inviteStaff) =>
        Invite.TryRead(PublicAddress.OfConsole(HttpContext) + ConsoleModule.Invitations, out var asked, out var flaw)
            ? await DoneAsync(inviteStaff.ExecuteAsync(asked, duty.Actor), done: "enviado")
            : await WrongAsync(flaw);

    /// <summary>E-mails are for who administers.</summary>
    public string EmailOf(StaffUser user) => user.EmailOf(vault);

    private async Task<IActionResult> DoneAsync(Task<Outcome<StaffUser>> act, string? done) =>
        (await act).Succeeded(out _, out var refusal) ? RedirectToPage(new { convite = done }) : await WrongAsync(refusal.Message);

    private async Task<IActionResult> WrongAsync(string why)
    {
        ModelState.AddModelError("", why);
        db.ChangeTracker.Clear();
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var now = clock.GetUtcNow();
        var users = await db.StaffUsers.AsNoTracking().Where(u => u.CreditorId == Me.CreditorId)
            .OrderBy(u => u.DisabledAt != null).ThenBy(u => u.Name).Take(Most).ToListAsync();
        var open = await db.StaffInvitations.Where(i => i.CreditorId == Me.CreditorId && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .ToDictionaryAsync(i => i.UserId, i => i.ExpiresAt);
        Rows = [.. users.Select(u => new Row(u, u.StateWith(open.TryGetValue(u.Id, out var until) ? until : null)))];
    }
}
