using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Agreements;

namespace Admin.Api.Agreements;

[ApiController]
[Route("v1/agreements/{id}/renegotiation")]
public sealed class RenegotiationsController(AcceptForDebtor acceptForDebtor, OldAndNew oldAndNew, ShowAgreement showAgreement, Caller caller)
    : ControllerBase
{
    /// <summary>
    /// Puts a new agreement in the place of this one, on the debtor's behalf and with evidence of the yes. Its offers are those of
    /// <c>GET /v1/debts/{id}/offers?insteadOf=</c>. What was paid comes off the debts; this one ends in the same act.
    /// </summary>
    [HttpPost]
    [Scope("agreements:write")]
    [Creates]
    [SeesMoney]
    [IfMatch<Agreement>]
    [ProducesResponseType<AgreementView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Agreement> id, NewRenegotiation body)
    {
        var request = body.For(id, SeesMoneyAttribute.SeenIn(HttpContext));
        var outcome = await acceptForDebtor.ExecuteAsync(request, caller.Actor);
        return outcome.Succeeded(out var agreement, out var refusal)
            ? Created($"/v1/agreements/{agreement.Id}", await showAgreement.FindAsync(agreement.Id))
            : this.Refuse(await oldAndNew.OnAsync(refusal, request));
    }
}
