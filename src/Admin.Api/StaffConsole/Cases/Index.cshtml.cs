using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debtors;
using Shared.Staff;
using Shared.Support;

namespace Admin.Api.StaffConsole.Cases;

/// <summary>What waits for somebody, oldest deadline first. The filters stand in the address.</summary>
internal sealed class IndexModel(AppDb db, StaffOnDuty duty, CreditorClock clock) : PageModel
{
    private const int Most = 100;

    public sealed record Row(Case Case, string? Person, string? Holder);

    [FromQuery(Name = "tipo")]
    public CaseKind? Kind { get; set; }

    [FromQuery(Name = "de")]
    public Whose Of { get; set; }

    [FromQuery(Name = "estado")]
    public CaseStatus Status { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool IsCut { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today => clock.Today;

    /// <summary>Whose cases a list holds.</summary>
    public enum Whose { Todos, Meus, Livres }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid)
        {
            return RedirectToPage();
        }

        var me = duty.Session.UserId;
        var cases = db.Cases.AsNoTracking().Where(c => c.Status == Status);
        cases = Kind is { } kind ? cases.Where(c => c.Kind == kind) : cases;
        cases = Of switch
        {
            Whose.Meus => cases.Where(c => c.AssigneeId == me),
            Whose.Livres => cases.Where(c => c.AssigneeId == null),
            _ => cases,
        };

        var found = await cases.OrderBy(c => c.DueOn).ThenBy(c => c.Priority).ThenBy(c => c.Id).Take(Most + 1).ToListAsync();
        var people = found.Select(c => c.DebtorId).OfType<Id<Debtor>>().Distinct().ToList();
        var names = await db.Debtors.Where(d => people.Contains(d.Id)).Select(d => new { d.Id, d.Name }).ToDictionaryAsync(d => d.Id, d => d.Name);
        var staff = await db.StaffUsers.Where(u => u.CreditorId == duty.Session.CreditorId).Select(u => new { u.Id, u.Name }).ToDictionaryAsync(u => u.Id, u => u.Name);

        Rows =
        [
            .. found.Take(Most).Select(c => new Row(
                c,
                c.DebtorId is { } debtor ? names.GetValueOrDefault(debtor) : null,
                c.AssigneeId is { } holder ? staff.GetValueOrDefault(holder, "Alguém que saiu da equipe") : null)),
        ];
        (IsCut, Now) = (found.Count > Most, clock.GetUtcNow());
        return Page();
    }
}
