using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Imports;

namespace Admin.Api.Imports;

[ApiController]
[Route("v1/imports/{id}/results")]
public sealed class ImportResultsController(FindImportResults findImportResults) : ControllerBase
{
    /// <summary>What became of each row read so far, as CSV: line, externalId, outcome, code, message.</summary>
    [HttpGet]
    [Scope("debts:read")]
    [ProducesResponseType<string>(200, "text/csv")]
    public async Task<IActionResult> ListAsync(Id<ImportBatch> id, CancellationToken cancellation)
    {
        var outcome = await findImportResults.ExecuteAsync(id);

        if (!outcome.Succeeded(out var writeTo, out var refusal))
        {
            return this.Refuse(refusal);
        }

        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"importacao-{id}.csv\"";
        await writeTo(Response.Body, cancellation);
        return new EmptyResult();
    }
}
