using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>Where one is signed in: this browser and the others, each to be ended.</summary>
internal sealed class SessionsModel(AppDb db, StaffOnDuty duty, TimeProvider clock) : PageModel
{
    private const int Most = 100;

    [BindProperty]
    public Id<ConsoleSession> SessionId { get; set; }

    public IReadOnlyList<ConsoleSession> Rows { get; private set; } = [];

    public bool IsHere(ConsoleSession session) => session.Id == duty.Session.Id;

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostEndAsync([FromServices] EndSession endSession)
    {
        if ((await endSession.ExecuteAsync(SessionId, duty.Actor)).Succeeded(out _, out var refusal))
        {
            return RedirectToPage();
        }

        ModelState.AddModelError("", refusal.Message);
        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostOthersAsync([FromServices] EndSessions endSessions)
    {
        await endSessions.ExecuteAsync(new(duty.Session.UserId, But: duty.Session.Id), duty.Actor);
        return RedirectToPage();
    }

    private async Task ReadAsync() => Rows = await db.ConsoleSessions.AsNoTracking().OpenOf(duty.Session.UserId, clock.GetUtcNow())
        .OrderByDescending(s => s.LastSeenAt).Take(Most).ToListAsync();
}
