using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debtors;
using Shared.Debts;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts")]
public sealed class DebtsController(AppDb db, Pages pages, ShowDebt showDebt) : ControllerBase
{
    /// <summary>The portfolio, newest first.</summary>
    [HttpGet]
    [Scope("debts:read")]
    [ProducesResponseType<Page<DebtView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery] DebtFilter filter)
    {
        var debts = db.Debts.AsNoTracking();
        debts = filter.Status is { } status ? debts.Where(d => d.Status == status) : debts;
        debts = filter.ExternalId is { } externalId ? debts.Where(d => d.ExternalId == externalId) : debts;
        debts = filter.DebtorId is { } debtorId ? debts.Where(d => d.DebtorId == debtorId) : debts;
        return pages.OfAsync(page, debts, d => d.Id, DebtView.Of);
    }

    /// <summary>One debt.</summary>
    [HttpGet("{id}")]
    [Scope("debts:read")]
    [ProducesResponseType<DebtView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Debt> id) =>
        await showDebt.FindAsync(id) is { } debt ? Ok(debt) : this.Refuse(ShowDebt.NotFound);
}

/// <summary>Which debts a list holds.</summary>
public sealed record DebtFilter : IQueryParameters
{
    public DebtStatus? Status { get; init; }

    /// <summary>The creditor's own id of the title.</summary>
    [StringLength(64)]
    public string? ExternalId { get; init; }

    public Id<Debtor>? DebtorId { get; init; }
}
