using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Staff;
using Shared.Support;

namespace Admin.Api.Cases;

[ApiController]
[Route("v1/cases/{id}/assignment")]
public sealed class CaseAssignmentsController(AssignCase assignCase, ReleaseCase releaseCase, ShowCase showCase, Caller caller) : ControllerBase
{
    /// <summary>Gives a case to a member of staff, in whoever's hands it was. It has one owner at a time.</summary>
    [HttpPut]
    [Scope("cases:write")]
    [IfMatch<Case>]
    [ProducesResponseType<CaseView>(200)]
    public async Task<IActionResult> ReplaceAsync(Id<Case> id, CaseAssignment body)
    {
        var outcome = await assignCase.ExecuteAsync(new(id, body.StaffId), caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? Ok(await showCase.FindAsync(id)) : this.Refuse(refusal);
    }

    /// <summary>Puts a case back into the queue.</summary>
    [HttpDelete]
    [Scope("cases:write")]
    [IfMatch<Case>]
    [ProducesResponseType(204)]
    public async Task<IActionResult> DeleteAsync(Id<Case> id)
    {
        var outcome = await releaseCase.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? NoContent() : this.Refuse(refusal);
    }
}

/// <summary>Whose a case is to be.</summary>
public sealed record CaseAssignment
{
    public required Id<StaffUser> StaffId { get; init; }
}
