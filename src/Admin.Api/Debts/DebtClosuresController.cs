using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debts;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts/{id}/closure")]
public sealed class DebtClosuresController(CloseDebt closeDebt, ShowDebt showDebt, Caller caller) : ControllerBase
{
    /// <summary>Ends a title for good: nothing is offered for it any more. One under an agreement is refused until that ends.</summary>
    [HttpPost]
    [Scope("debts:write")]
    [IfMatch<Debt>]
    [ProducesResponseType<DebtView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Debt> id, ClosureBody body)
    {
        var outcome = await closeDebt.ExecuteAsync(new(id, body.Reason), caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? Ok(await showDebt.FindAsync(id)) : this.Refuse(refusal);
    }
}
