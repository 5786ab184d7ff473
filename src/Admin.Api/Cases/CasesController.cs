using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debtors;
using Shared.Debts;
using Shared.Staff;
using Shared.Support;

namespace Admin.Api.Cases;

[ApiController]
[Route("v1/cases")]
public sealed class CasesController(AppDb db, Pages pages, ShowCase showCase) : ControllerBase
{
    /// <summary>What waits for a person, or did, newest first.</summary>
    [HttpGet]
    [Scope("cases:read")]
    [ProducesResponseType<Page<CaseSummary>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] CaseFilter filter)
    {
        var cases = db.Cases.AsNoTracking();
        cases = filter.Status is { } status ? cases.Where(c => c.Status == status) : cases;
        cases = filter.Kind is { } kind ? cases.Where(c => c.Kind == kind) : cases;
        cases = filter.AssigneeId is { } assignee ? cases.Where(c => c.AssigneeId == assignee) : cases;
        cases = filter.DebtorId is { } debtor ? cases.Where(c => c.DebtorId == debtor) : cases;
        cases = filter.DebtId is { } debt ? cases.Where(c => c.DebtId == debt) : cases;
        return pages.OfAsync(page, cases, c => c.Id, CaseSummary.Of);
    }

    /// <summary>One case with its notes.</summary>
    [HttpGet("{id}")]
    [Scope("cases:read")]
    [ProducesResponseType<CaseView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Case> id) =>
        await showCase.FindAsync(id) is { } shown ? Ok(shown) : this.Refuse(CaseDesk.NotFound);
}

/// <summary>Which cases a list holds.</summary>
public sealed record CaseFilter : IQueryParameters
{
    public CaseStatus? Status { get; init; }

    public CaseKind? Kind { get; init; }

    public Id<StaffUser>? AssigneeId { get; init; }

    public Id<Debtor>? DebtorId { get; init; }

    public Id<Debt>? DebtId { get; init; }
}
