using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debtors;
using Shared.Debts;
using Shared.Imports;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts")]
public sealed class DebtsController(AppDb db, Pages pages, ShowDebt showDebt, UpsertDebt upsertDebt, ReviseDebt reviseDebt, Caller caller) : ControllerBase
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

    /// <summary>
    /// Takes in one title by its `externalId`, as a line of a file would bring it: 201 when it is new, else 200. The same again changes nothing,
    /// whether it came here or in a file.
    /// </summary>
    [HttpPost]
    [Scope("debts:write")]
    [Creates]
    [ProducesResponseType<SavedDebtView>(201)]
    [ProducesResponseType<SavedDebtView>(200)]
    public async Task<IActionResult> CreateAsync(NewDebt body)
    {
        var outcome = await upsertDebt.ExecuteAsync(new(caller.CreditorId, body), caller.Actor);

        if (!outcome.Succeeded(out var saved, out var refusal))
        {
            return this.Refuse(refusal);
        }

        var view = SavedDebtView.Of(saved, (DebtView)(await showDebt.FindAsync(saved.DebtId))!);
        return saved.End is UpsertEnd.Created ? Created($"/v1/debts/{saved.DebtId}", view) : Ok(view);
    }

    /// <summary>
    /// Changes an open title, as a merge patch (RFC 7396): what is absent stays. Null takes out what may be empty; of a rate it puts back the
    /// creditor's usual, of the index none. A later file changes it again only where its line says something else than your last one.
    /// </summary>
    [HttpPatch("{id}")]
    [Scope("debts:write")]
    [IfMatch<Debt>]
    [ProducesResponseType<DebtView>(200)]
    public async Task<IActionResult> ReplaceAsync(Id<Debt> id, DebtChanges body)
    {
        var outcome = await reviseDebt.ExecuteAsync(new(id, body.Over), caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? Ok(await showDebt.FindAsync(id)) : this.Refuse(refusal);
    }
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
