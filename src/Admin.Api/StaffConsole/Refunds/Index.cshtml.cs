using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debtors;
using Shared.Payments;

namespace Admin.Api.StaffConsole.Refunds;

/// <summary>Money that goes back, what is overdue first; beside it what banks took by themselves. The filter stands in the address.</summary>
internal sealed partial class IndexModel(AppDb db, StaffOnDuty duty, CreditorClock clock) : PageModel
{
    private const int Most = 100;

    public sealed record Row(Refund Refund, Person? Person);

    public sealed record Taken(Dispute Dispute, Person? Person);

    public sealed record Person(Id<Debtor> Id, string Name);

    /// <summary>What a list holds, as people say it.</summary>
    public enum Stage { Todas, Pedidas, Caminho, Chegaram, Falharam, Canceladas }

    [FromQuery(Name = "estado")]
    public Stage Wanted { get; set; }

    [BindProperty]
    public Id<Refund> Id { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<Taken> Disputes { get; private set; } = [];

    public bool IsCut { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid)
        {
            return RedirectToPage();
        }

        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync([FromServices] ConfirmRefund confirm)
    {
        if (!Written.IsMatch(Reference?.Trim() ?? ""))
        {
            ModelState.AddModelError("", "Digite o número do comprovante ou o identificador do Pix (E2E), como está no banco: de 3 a 80 letras e números, sem espaços.");
            await ReadAsync();
            return Page();
        }

        return await DoneAsync(confirm.ExecuteAsync(new(Id, Reference!.Trim()), duty.Actor));
    }

    public Task<IActionResult> OnPostCallOffAsync([FromServices] CancelRefund cancel) => DoneAsync(cancel.ExecuteAsync(Id, duty.Actor));

    private async Task<IActionResult> DoneAsync(Task<Outcome<Refund>> act)
    {
        if ((await act).Succeeded(out _, out var refusal))
        {
            return RedirectToPage(new { estado = Wanted });
        }

        db.ChangeTracker.Clear();
        ModelState.AddModelError("", refusal.Message);
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var refunds = db.Refunds.AsNoTracking();
        refunds = Wanted switch
        {
            Stage.Pedidas => refunds.Where(r => r.Status == RefundStatus.Requested),
            Stage.Caminho => refunds.Where(r => r.Status == RefundStatus.Unknown || r.Status == RefundStatus.Pending),
            Stage.Chegaram => refunds.Where(r => r.Status == RefundStatus.Succeeded),
            Stage.Falharam => refunds.Where(r => r.Status == RefundStatus.Failed),
            Stage.Canceladas => refunds.Where(r => r.Status == RefundStatus.Cancelled),
            _ => refunds,
        };

        // What is under way comes first, the oldest of it before all, which puts what is overdue on top; then what ended, newest first.
        var found = await refunds.OrderBy(r => r.EndedAt != null).ThenBy(r => r.EndedAt == null ? (DateTimeOffset?)r.RequestedAt : null)
            .ThenByDescending(r => r.EndedAt).ThenBy(r => r.Id).Take(Most + 1).ToListAsync();
        var disputes = await db.Disputes.AsNoTracking().OrderBy(d => d.EndedAt != null).ThenByDescending(d => d.OpenedAt).Take(Most).ToListAsync();
        var keys = found.Select(r => r.PersonKey).Concat(disputes.Select(d => d.PersonKey)).Distinct().ToList();
        var people = await db.Debtors.AsNoTracking().Where(d => keys.Contains(d.PersonKey))
            .ToDictionaryAsync(d => d.PersonKey, d => new Person(d.Id, d.Name));

        Rows = [.. found.Take(Most).Select(r => new Row(r, people.GetValueOrDefault(r.PersonKey)))];
        Disputes = [.. disputes.Select(d => new Taken(d, people.GetValueOrDefault(d.PersonKey)))];
        IsCut = found.Count > Most;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]{2,79}\z")]
    private static partial Regex Written { get; }
}
