using Microsoft.AspNetCore.Mvc.RazorPages;
using Shared.Debtors;
using Shared.Offers;
using Shared.Payments;
using Shared.Reconciliation;
using Shared.Staff;
using Shared.Support;
using Shared.Webhooks;

namespace Admin.Api.StaffConsole.Cases;

/// <summary>One case: what is known, what happened, and what can be done by whoever holds it.</summary>
internal sealed class ShowModel(AppDb db, StaffOnDuty duty, CreditorClock clock) : PageModel
{
    private const int DaysForYes = 5;
    private const int MostDeadJobs = 20;

    [FromRoute]
    public Id<Case> Id { get; init; }

    /// <summary>The request an answer would make: pressing twice makes one.</summary>
    [BindProperty]
    public Id<Override> Form { get; set; } = Id<Override>.New();

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public CaseFile Opened { get; private set; } = null!;

    public CounterProposalFile? Proposal { get; private set; }

    public Override? Asked { get; private set; }

    public string? AskedNote { get; private set; }

    public Payment? Payment { get; private set; }

    public Charge? Charge { get; private set; }

    public Dispute? Dispute { get; private set; }

    public Refund? Refund { get; private set; }

    public StrayPayment? Stray { get; private set; }

    public Id<Debtor>? StrayOwner { get; private set; }

    public GatewayNotice? Notice { get; private set; }

    public ReconRun? Day { get; private set; }

    public WebhookEndpoint? Endpoint { get; private set; }

    public GatewayAccount? Account { get; private set; }

    public IReadOnlyList<JobRow> Jobs { get; private set; } = [];

    public StaffSession Me => duty.Session;

    public bool IsMine => Opened.Case.AssigneeId == Me.UserId;

    public bool IsTheirs => Opened.Case is { IsOpen: true, AssigneeId: { } holder } && holder != Me.UserId;

    public bool MayTakeOver => Me.Role is not StaffRole.Support;

    public DateOnly Today => clock.Today;

    public Task<IActionResult> OnGetAsync([FromServices] ViewCase viewCase) => ShowAsync(viewCase);

    public Task<IActionResult> OnPostTakeAsync([FromServices] AssignCase assign, [FromServices] ViewCase viewCase) =>
        DoneAsync(assign.ExecuteAsync(new(Id, Me.UserId), duty.Actor), viewCase);

    public Task<IActionResult> OnPostReleaseAsync([FromServices] ReleaseCase release, [FromServices] ViewCase viewCase) =>
        DoneAsync(release.ExecuteAsync(Id, duty.Actor), viewCase);

    public Task<IActionResult> OnPostNoteAsync([FromServices] NoteCase note, [FromServices] ViewCase viewCase) =>
        DoneAsync(note.ExecuteAsync(new(Id, Text ?? ""), duty.Actor), viewCase);

    public Task<IActionResult> OnPostResolveAsync([FromServices] ResolveCase resolve, [FromServices] ViewCase viewCase) =>
        DoneAsync(resolve.ExecuteAsync(new(Id, Reason ?? "", Text), duty.Actor), viewCase);

    /// <summary>Yes to exactly what was proposed; above the owner's authority it becomes a request.</summary>
    public async Task<IActionResult> OnPostAcceptAsync([FromServices] RequestOverride request, [FromServices] ViewCase viewCase)
    {
        if (await ProposalAsync() is not { } proposal)
        {
            return NotFound();
        }

        return await DoneAsync(
            request.ExecuteAsync(new(Form, proposal.DebtId, proposal.Plan, DaysForYes, OverrideReasons.CounterProposal, Text) { Answers = proposal.Id }, duty.Actor),
            viewCase);
    }

    public async Task<IActionResult> OnPostRefuseAsync([FromServices] RefuseCounterProposal refuse, [FromServices] ViewCase viewCase) =>
        await ProposalAsync() is { } proposal
            ? await DoneAsync(refuse.ExecuteAsync(new(proposal.Id, Reason ?? "", Text ?? ""), duty.Actor), viewCase)
            : NotFound();

    public Task<IActionResult> OnPostApproveAsync([FromServices] ApproveOverride approve, [FromServices] ViewCase viewCase) =>
        OnRequestAsync(id => approve.ExecuteAsync(id, duty.Actor), viewCase);

    public Task<IActionResult> OnPostDenyAsync([FromServices] RefuseOverride refuse, [FromServices] ViewCase viewCase) =>
        OnRequestAsync(id => refuse.ExecuteAsync(new(id, Text ?? ""), duty.Actor), viewCase);

    private async Task<IActionResult> OnRequestAsync(Func<Id<Override>, Task<Outcome<Override>>> act, ViewCase viewCase)
    {
        var subject = await db.Cases.Where(c => c.Id == Id && c.Kind == CaseKind.Override).Select(c => (Guid?)c.Subject).SingleOrDefaultAsync();
        return subject is { } id ? await DoneAsync(act(new(id)), viewCase) : NotFound();
    }

    private async Task<IActionResult> DoneAsync<T>(Task<Outcome<T>> act, ViewCase viewCase) where T : notnull
    {
        if ((await act).Succeeded(out _, out var refusal))
        {
            return RedirectToPage(new { id = Id });
        }

        // What went wrong stands above the case as it is now, and what was typed stays.
        db.ChangeTracker.Clear();
        ModelState.AddModelError("", refusal.Message);
        return await ShowAsync(viewCase);
    }

    private async Task<CounterProposal?> ProposalAsync()
    {
        var subject = await db.Cases.Where(c => c.Id == Id && c.Kind == CaseKind.CounterProposal).Select(c => (Guid?)c.Subject).SingleOrDefaultAsync();
        return subject is { } id ? await db.CounterProposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == new Id<CounterProposal>(id)) : null;
    }

    private async Task<IActionResult> ShowAsync(ViewCase viewCase)
    {
        if (!(await viewCase.ExecuteAsync(Id, duty.Actor)).Succeeded(out var file, out _))
        {
            return NotFound();
        }

        Opened = file;
        await ReadFactsAsync(file.Case);
        return Page();
    }

    private async Task ReadFactsAsync(Case found)
    {
        switch (found.Kind)
        {
            case CaseKind.CounterProposal:
                var view = HttpContext.RequestServices.GetRequiredService<ViewCounterProposal>();
                Proposal = (await view.ExecuteAsync(new(found.Subject))).Succeeded(out var proposal, out _) ? proposal : null;
                break;
            case CaseKind.Override:
                Asked = await db.Overrides.AsNoTracking().SingleOrDefaultAsync(o => o.Id == new Id<Override>(found.Subject));
                AskedNote = Asked?.Note(HttpContext.RequestServices.GetRequiredService<Vault>());
                break;
            case CaseKind.OddPayment:
                Payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == new Id<Payment>(found.Subject));
                break;
            case CaseKind.Dispute:
                Dispute = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(d => d.Id == new Id<Dispute>(found.Subject));
                break;
            case CaseKind.Refund:
                Refund = await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == new Id<Refund>(found.Subject));
                break;
            case CaseKind.UnidentifiedMoney:
                Stray = await db.StrayPayments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == new Id<StrayPayment>(found.Subject));
                var whose = db.Payments.Where(p => p.StrayPaymentId == new Id<StrayPayment>(found.Subject)).Select(p => p.PersonKey);
                StrayOwner = await db.Debtors.Where(d => whose.Contains(d.PersonKey)).Select(d => (Id<Debtor>?)d.Id).SingleOrDefaultAsync();
                break;
            case CaseKind.UnmatchedNotice:
                Notice = await db.GatewayNotices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == new Id<GatewayNotice>(found.Subject));
                break;
            case CaseKind.MoneyDiffers:
                Day = await db.ReconRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == new Id<ReconRun>(found.Subject));
                break;
            case CaseKind.LedgerOff:
                break;
            case CaseKind.UnclearCharge:
                Charge = await db.Charges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == new Id<Charge>(found.Subject));
                break;
            case CaseKind.WebhookDown:
                Endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == new Id<WebhookEndpoint>(found.Subject));
                break;
            case CaseKind.GatewayAccount:
                Account = await db.GatewayAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == new Id<GatewayAccount>(found.Subject));
                break;
            default:
                var dead = await db.Set<JobRow>().AsNoTracking().Where(j => j.CreditorId == found.CreditorId && j.DeadAt != null)
                    .OrderByDescending(j => j.DeadAt).Take(1_000).ToListAsync();
                Jobs = [.. dead.Where(j => DeadJobs.SubjectOf(j.Kind) == found.Subject).Take(MostDeadJobs)];
                break;
        }
    }
}
