using System.Net.Mime;
using Admin.Api.Auth;
using Admin.Api.Http;
using Microsoft.Net.Http.Headers;
using Shared.Agreements;

namespace Admin.Api.Agreements;

[ApiController]
[Route("v1/agreements/{id}/document")]
public sealed class AgreementDocumentsController(ShowTerm showTerm) : ControllerBase
{
    /// <summary>The term of the agreement as PDF, byte for byte as it was accepted.</summary>
    [HttpGet]
    [Scope("agreements:read")]
    [ProducesResponseType<Stream>(200, MediaTypeNames.Application.Pdf)]
    public async Task<IActionResult> ShowAsync(Id<Agreement> id)
    {
        var outcome = await showTerm.ExecuteAsync(id);

        if (!outcome.Succeeded(out var paper, out var refusal))
        {
            return this.Refuse(refusal);
        }

        var tag = new EntityTagHeaderValue($"\"{paper.Sha256}\"");
        return File(paper.Content, MediaTypeNames.Application.Pdf, paper.FileName, lastModified: null, tag);
    }
}
