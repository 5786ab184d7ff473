using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Staff;

namespace Admin.Api.StaffConsole.Staff;

/// <summary>Who works here, and how much each may give up alone. Only who administers changes it.</summary>
internal sealed class IndexModel(AppDb db, EntrustStaff entrustStaff, StaffOnDuty duty) : PageModel
{
    private const int Most = 200;

    public sealed record Row(Id<StaffUser> Id, string Name, StaffRole Role, Authority Authority);

    [BindProperty]
    public Id<StaffUser> UserId { get; set; }

    [BindProperty]
    public string? Rate { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public StaffSession Me => duty.Session;

    public bool MayChange => Me.Role is StaffRole.CreditorAdmin;

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var rate = (Rate ?? "").Trim().TrimEnd('%').Replace(',', '.');

        if (!decimal.TryParse(rate, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || !TypedMoney.TryRead(Amount, out var amount))
        {
            ModelState.AddModelError("", "Digite o percentual como 20 e o valor como 500,00.");
        }
        else if (!(await entrustStaff.ExecuteAsync(new(UserId, new Authority(percent / 100, amount)), duty.Actor)).Succeeded(out _, out var refusal))
        {
            ModelState.AddModelError("", refusal.Message);
        }
        else
        {
            return RedirectToPage();
        }

        db.ChangeTracker.Clear();
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync() => Rows =
    [
        .. (await db.StaffUsers.AsNoTracking().Where(u => u.CreditorId == Me.CreditorId).OrderBy(u => u.Name).Take(Most).ToListAsync())
            .Select(u => new Row(u.Id, u.Name, u.Role, u.Authority)),
    ];
}
