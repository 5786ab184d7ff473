using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Imports;

namespace Admin.Api.Imports;

[ApiController]
[Route("v1/imports/{id}/cancellation")]
public sealed class ImportCancellationsController(CancelImport cancelImport, Caller caller, CreditorClock clock) : ControllerBase
{
    /// <summary>Stops an import at the end of the rows it is at. What came in stays.</summary>
    [HttpPost]
    [Scope("debts:write")]
    [IfMatch<ImportBatch>]
    [ProducesResponseType<ImportView>(202)]
    public async Task<IActionResult> CreateAsync(Id<ImportBatch> id)
    {
        var outcome = await cancelImport.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var import, out var refusal)
            ? Accepted($"/v1/imports/{id}", ImportView.Of(import, clock.GetUtcNow()))
            : this.Refuse(refusal);
    }
}
