using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;

namespace Admin.Api.Agreements;

[ApiController]
[Route("v1/agreements")]
public sealed class AgreementsController(AppDb db, Pages pages, ShowAgreement showAgreement) : ControllerBase
{
    /// <summary>The agreements, newest first.</summary>
    [HttpGet]
    [Scope("agreements:read")]
    [ProducesResponseType<Page<AgreementSummary>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] AgreementFilter filter)
    {
        var members = db.AgreementDebts;
        var agreements = db.Agreements.AsNoTracking();
        agreements = filter.Status is { } status ? agreements.Where(a => a.Status == status) : agreements;
        agreements = filter.DebtorId is { } debtorId ? agreements.Where(a => a.DebtorId == debtorId) : agreements;
        agreements = filter.DebtId is { } debtId ? agreements.Where(a => members.Any(m => m.AgreementId == a.Id && m.DebtId == debtId)) : agreements;
        return pages.OfAsync(page, agreements, a => a.Id, AgreementSummary.Of);
    }

    /// <summary>One agreement with its instalments.</summary>
    [HttpGet("{id}")]
    [Scope("agreements:read")]
    [ProducesResponseType<AgreementView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Agreement> id) =>
        await showAgreement.FindAsync(id) is { } agreement ? Ok(agreement) : this.Refuse(ShowTerm.NotFound);
}

/// <summary>Which agreements a list holds.</summary>
public sealed record AgreementFilter : IQueryParameters
{
    public AgreementStatus? Status { get; init; }

    public Id<Debtor>? DebtorId { get; init; }

    public Id<Debt>? DebtId { get; init; }
}
