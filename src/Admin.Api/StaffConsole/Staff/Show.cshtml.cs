using Admin.Api.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Messaging;
using Shared.Staff;

namespace Admin.Api.StaffConsole.Staff;

/// <summary>One colleague, for who administers: to be asked in again, or let go.</summary>
internal sealed class ShowModel(AppDb db, Vault vault, StaffOnDuty duty, TimeProvider clock) : PageModel
{
    private const int Most = 100;

    [FromRoute]
    public Id<StaffUser> Id { get; set; }

    /// <summary>What was just done.</summary>
    [FromQuery(Name = "feito")]
    public string? Done { get; set; }

    public StaffUser Colleague { get; private set; } = null!;

    public Words.State State { get; private set; } = null!;

    /// <summary>Where this colleague is signed in now.</summary>
    public IReadOnlyList<ConsoleSession> Sessions { get; private set; } = [];

    /// <summary>The last letter to them: whether it went, and when it was written. Null before there was one.</summary>
    public Message? Letter { get; private set; }

    public string Email => Colleague.EmailOf(vault);

    public bool IsMe => Id == duty.Session.UserId;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostResendAsync([FromServices] InviteStaff inviteStaff)
    {
        if (!await FindAsync() || Colleague.Status is not StaffStatus.Invited)
        {
            return await ShowAsync();
        }

        var page = PublicAddress.OfConsole(HttpContext) + ConsoleModule.Invitations;
        return await DoneAsync(
            inviteStaff.ExecuteAsync(new(EmailAddress.Parse(Email), Colleague.Name, Colleague.Role, Colleague.Authority, page), duty.Actor), "convite");
    }

    public Task<IActionResult> OnPostRemoveAsync([FromServices] RemoveStaff removeStaff) => DoneAsync(removeStaff.ExecuteAsync(Id, duty.Actor), "acesso");

    public Task<IActionResult> OnPostEndSessionsAsync([FromServices] EndSessions endSessions) => DoneAsync(endSessions.ExecuteAsync(new(Id), duty.Actor), "sessoes");

    public Task<IActionResult> OnPostResetAsync([FromServices] ResetSecondProof resetSecondProof) =>
        DoneAsync(resetSecondProof.ExecuteAsync(new(Id, PublicAddress.OfConsole(HttpContext) + ConsoleModule.Invitations), duty.Actor), "celular");

    private async Task<IActionResult> DoneAsync(Task<Outcome<StaffUser>> act, string done)
    {
        if ((await act).Succeeded(out _, out var refusal))
        {
            return RedirectToPage(new { id = Id, feito = done });
        }

        ModelState.AddModelError("", refusal.Message);
        db.ChangeTracker.Clear();
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync() => await FindAsync() ? Page() : NotFound();

    private async Task<bool> FindAsync()
    {
        if (duty.Session.Role is not StaffRole.CreditorAdmin
            || await db.StaffUsers.AsNoTracking().SingleOrDefaultAsync(u => u.CreditorId == duty.Session.CreditorId && u.Id == Id) is not { } user)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var until = await db.StaffInvitations.Where(i => i.UserId == Id && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .Select(i => (DateTimeOffset?)i.ExpiresAt).SingleOrDefaultAsync();
        (Colleague, State) = (user, user.StateWith(until));
        var person = new PersonKey(Id.Value);
        Letter = await db.Messages.AsNoTracking().Where(m => m.PersonKey == person).OrderByDescending(m => m.Id).FirstOrDefaultAsync();
        Sessions = await db.ConsoleSessions.AsNoTracking().OpenOf(Id, now).OrderByDescending(s => s.LastSeenAt).Take(Most).ToListAsync();
        return true;
    }
}
