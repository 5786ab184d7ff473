using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debtors;
using Shared.Payments;
using Shared.Reconciliation;
using Shared.Staff;
using Shared.Support;

namespace Admin.Api.StaffConsole.Reconciliation;

/// <summary>One day at every account: how far it is, what it adds up to, what differs, and who signed it.</summary>
internal sealed class DayModel(AppDb db, StaffOnDuty duty, Vault vault) : PageModel
{
    private const int Most = 200;

    public sealed record Item(ReconItem Found, Id<Debtor>? Debtor, Id<Case>? CaseId);

    public sealed record KindSum(ReconKind Kind, int Count, Money Gateway, Money Ledger);

    public sealed record Account(ReconRun Run, string Name, IReadOnlyList<KindSum> Kinds, IReadOnlyList<Item> Open, IReadOnlyList<Item> Mended)
    {
        public string? ClosedBy { get; init; }

        public string? Note { get; init; }

        public Id<Case>? CaseId { get; init; }

        /// <summary>What the ledger posted on this day and the bank has on another, less the other way round.</summary>
        public Money OtherDays => Run is { IsFinished: true, Report: { } report, Totals: { } totals } ? report.Closing - report.Opening - totals.Ledger : Money.Zero;
    }

    [FromRoute]
    public string On { get; set; } = "";

    [BindProperty]
    public string? Note { get; set; }

    public DateOnly Day { get; private set; }

    public IReadOnlyList<Account> Accounts { get; private set; } = [];

    public bool MayClose => duty.Session.Role is not StaffRole.Support;

    public bool IsBalanced => Accounts.All(a => a.Run.IsBalanced);

    public async Task<IActionResult> OnGetAsync() => IsDay() ? await ShowAsync() : NotFound();

    public async Task<IActionResult> OnPostCheckAsync([FromServices] CheckDay check) =>
        IsDay() ? await DoneAsync(check.ExecuteAsync(new(duty.Session.CreditorId, Day), duty.Actor)) : NotFound();

    public async Task<IActionResult> OnPostCloseAsync([FromServices] CloseDay close) =>
        IsDay() ? await DoneAsync(close.ExecuteAsync(new(duty.Session.CreditorId, Day, Note), duty.Actor)) : NotFound();

    private bool IsDay()
    {
        var isDay = DateOnly.TryParseExact(On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        Day = day;
        return isDay;
    }

    private async Task<IActionResult> DoneAsync(Task<Outcome<IReadOnlyList<ReconRun>>> act)
    {
        if ((await act).Succeeded(out _, out var refusal))
        {
            return RedirectToPage(new { on = On });
        }

        db.ChangeTracker.Clear();
        ModelState.AddModelError("", refusal.Message);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        var creditor = duty.Session.CreditorId;
        var runs = await db.ReconRuns.AsNoTracking().Where(r => r.CreditorId == creditor && r.On == Day).OrderBy(r => r.GatewayAccountId).ToListAsync();
        List<Account> accounts = [];

        foreach (var run in runs)
        {
            accounts.Add(await ReadAsync(run));
        }

        Accounts = accounts;
        return Page();
    }

    private async Task<Account> ReadAsync(ReconRun run)
    {
        var items = db.ReconItems.AsNoTracking().Where(i => i.CreditorId == run.CreditorId && i.RunId == run.Id);
        var kinds = await items.Where(i => i.Gateway.Cents != 0 || i.Ledger.Cents != 0).GroupBy(i => i.Kind)
            .Select(g => new { g.Key, Count = g.Count(), Gateway = g.Sum(i => i.Gateway.Cents), Ledger = g.Sum(i => i.Ledger.Cents) }).ToListAsync();
        var by = Id<StaffUser>.TryParse(run.ClosedBy, out var id)
            ? await db.StaffUsers.Where(u => u.CreditorId == run.CreditorId && u.Id == id).Select(u => u.Name).SingleOrDefaultAsync()
            : null;

        return new Account(
            run,
            await db.GatewayAccounts.Where(a => a.CreditorId == run.CreditorId && a.Id == run.GatewayAccountId).Select(a => a.Name).SingleAsync(),
            [.. kinds.OrderBy(k => k.Key).Select(k => new KindSum(k.Key, k.Count, Money.OfCents(k.Gateway), Money.OfCents(k.Ledger)))],
            await WithLinksAsync(await items.Where(i => i.Gateway.Cents != i.Ledger.Cents).OrderBy(i => i.At).Take(Most).ToListAsync()),
            await WithLinksAsync(await items.Where(i => i.Gateway.Cents == i.Ledger.Cents && i.Class != ReconClass.Matched).OrderBy(i => i.At).Take(Most).ToListAsync()))
        {
            ClosedBy = by ?? "alguém que saiu da equipe",
            Note = run.Note(vault),
            CaseId = await db.Cases.Where(c => c.CreditorId == run.CreditorId && c.Kind == CaseKind.MoneyDiffers && c.Subject == run.Id.Value)
                .OrderBy(c => c.Status).ThenByDescending(c => c.Id).Select(c => (Id<Case>?)c.Id).FirstOrDefaultAsync(),
        };
    }

    private async Task<IReadOnlyList<Item>> WithLinksAsync(IReadOnlyList<ReconItem> items)
    {
        var payments = items.Select(i => i.PaymentId).OfType<Id<Payment>>().ToList();
        var debtors = await db.Payments.Where(p => payments.Contains(p.Id))
            .Join(db.Debtors, p => new { p.CreditorId, p.PersonKey }, d => new { d.CreditorId, d.PersonKey }, (p, d) => new { p.Id, Debtor = d.Id })
            .ToDictionaryAsync(p => p.Id, p => p.Debtor);
        var strays = items.Where(i => i.Source?.StartsWith("stray:", StringComparison.Ordinal) is true).Select(i => Guid.Parse(i.Source!.Split(':')[1])).ToList();
        var cases = await db.Cases.Where(c => c.Kind == CaseKind.UnidentifiedMoney && strays.Contains(c.Subject)).Select(c => new { c.Subject, c.Id })
            .ToDictionaryAsync(c => $"stray:{c.Subject}", c => c.Id);
        return
        [
            .. items.Select(i => new Item(
                i,
                i.PaymentId is { } payment && debtors.TryGetValue(payment, out var debtor) ? debtor : null,
                i.Source is { } source && cases.TryGetValue(source, out var found) ? found : null)),
        ];
    }
}
