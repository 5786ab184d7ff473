using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Payments;
using Shared.Reconciliation;
using Shared.Staff;

namespace Admin.Api.StaffConsole.Reconciliation;

/// <summary>The days that were compared, newest first.</summary>
internal sealed class IndexModel(AppDb db, StaffOnDuty duty, CreditorClock clock) : PageModel
{
    private const int Most = 100;

    public sealed record Row(ReconRun Run, string Account, string Closed);

    [FromQuery(Name = "dia")]
    public DateOnly? Day { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool IsCut { get; private set; }

    public DateOnly Yesterday => clock.Today.AddDays(-1);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid)
        {
            return RedirectToPage();
        }

        if (Day is { } day)
        {
            return RedirectToPage("/Reconciliation/Day", new { on = day.Wire });
        }

        var creditor = duty.Session.CreditorId;
        var runs = await db.ReconRuns.AsNoTracking().Where(r => r.CreditorId == creditor)
            .OrderByDescending(r => r.On).ThenBy(r => r.GatewayAccountId).Take(Most + 1).ToListAsync();
        var accounts = await db.GatewayAccounts.Where(a => a.CreditorId == creditor).Select(a => new { a.Id, a.Name }).ToDictionaryAsync(a => a.Id, a => a.Name);
        var staff = await db.StaffUsers.Where(u => u.CreditorId == creditor).Select(u => new { u.Id, u.Name }).ToDictionaryAsync(u => u.Id.ToString(), u => u.Name);

        Rows = [.. runs.Take(Most).Select(r => new Row(r, accounts[r.GatewayAccountId], ClosedOf(r, staff)))];
        IsCut = runs.Count > Most;
        return Page();
    }

    private static string ClosedOf(ReconRun run, Dictionary<string, string> staff) => run switch
    {
        { ClosedAt: { } at, ClosedBy: { } by } => $"{staff.GetValueOrDefault(by, "Alguém que saiu da equipe")}, {at.Short}",
        { ReopenedAt: not null } => "reaberto: o dia mudou",
        _ => "aberto",
    };
}
