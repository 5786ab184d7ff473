using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debts;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts/{id}/pause")]
public sealed class DebtPausesController(PauseDebt pauseDebt, ResumeDebt resumeDebt, ShowDebt showDebt, Caller caller) : ControllerBase
{
    /// <summary>
    /// Stops asking for a title, until a day or until the pause is ended: no message, no negativação, no protesto leaves, and no agreement over it ends by
    /// itself. The debtor still sees it and may pay.
    /// </summary>
    [HttpPut]
    [Scope("debts:write")]
    [IfMatch<Debt>]
    [ProducesResponseType<DebtView>(200)]
    public async Task<IActionResult> ReplaceAsync(Id<Debt> id, PauseBody body)
    {
        var outcome = await pauseDebt.ExecuteAsync(new(id, body.Reason, body.Until), caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? Ok(await showDebt.FindAsync(id)) : this.Refuse(refusal);
    }

    /// <summary>Ends the pause. A title that is not paused stays as it is.</summary>
    [HttpDelete]
    [Scope("debts:write")]
    [IfMatch<Debt>]
    [ProducesResponseType(204)]
    public async Task<IActionResult> DeleteAsync(Id<Debt> id)
    {
        var outcome = await resumeDebt.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? NoContent() : this.Refuse(refusal);
    }
}
