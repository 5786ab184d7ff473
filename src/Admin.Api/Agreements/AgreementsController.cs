using Admin.Api.Auth;
using Admin.Api.Debts;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;

namespace Admin.Api.Agreements;

[ApiController]
[Route("v1/agreements")]
public sealed class AgreementsController(
    AppDb db, Pages pages, ShowAgreement showAgreement, AcceptForDebtor acceptForDebtor, OldAndNew oldAndNew, Caller caller) : ControllerBase
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

    /// <summary>
    /// Closes a deal on the debtor's behalf, with evidence of the yes. The debtor is written to, and can withdraw while nothing is
    /// paid (CDC 49). An offer that no longer holds is refused with <c>old</c> and <c>new</c> in the answer.
    /// </summary>
    [HttpPost]
    [Scope("agreements:write")]
    [Creates]
    [ProducesResponseType<AgreementView>(201)]
    public async Task<IActionResult> CreateAsync(NewAgreement body)
    {
        var named = await NamedAsync(body);

        if (!named.Succeeded(out var debts, out var refusal))
        {
            return this.Refuse(refusal);
        }

        var request = body.For(debts);
        var outcome = await acceptForDebtor.ExecuteAsync(request, caller.Actor);
        return outcome.Succeeded(out var agreement, out refusal)
            ? Created($"/v1/agreements/{agreement.Id}", await showAgreement.FindAsync(agreement.Id))
            : this.Refuse(await oldAndNew.OnAsync(refusal, request));
    }

    private async Task<Outcome<IReadOnlyList<Id<Debt>>>> NamedAsync(NewAgreement body)
    {
        if (body.DebtIds is { } ids)
        {
            return Outcome.Of(ids);
        }

        var names = body.ExternalIds!.Distinct().ToList();
        var found = await db.Debts.Where(d => names.Contains(d.ExternalId)).Select(d => new { d.Id, d.ExternalId }).ToListAsync();
        return found.Count == names.Count
            ? Outcome.Of<IReadOnlyList<Id<Debt>>>([.. found.Select(d => d.Id)])
            : ShowDebt.NotFound with { Errors = new Dictionary<string, string[]> { ["externalIds"] = [.. names.Except(found.Select(d => d.ExternalId))] } };
    }
}

/// <summary>Which agreements a list holds.</summary>
public sealed record AgreementFilter : IQueryParameters
{
    public AgreementStatus? Status { get; init; }

    public Id<Debtor>? DebtorId { get; init; }

    public Id<Debt>? DebtId { get; init; }
}
