using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Support;

namespace Admin.Api.Cases;

[ApiController]
[Route("v1/cases/{id}/resolution")]
public sealed class CaseResolutionsController(ResolveCase resolveCase, ShowCase showCase, Caller caller) : ControllerBase
{
    /// <summary>Ends a case. One that waits for an answer to somebody ends with that answer, at the console.</summary>
    [HttpPost]
    [Scope("cases:write")]
    [IfMatch<Case>]
    [ProducesResponseType<CaseView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Case> id, NewCaseResolution body)
    {
        var outcome = await resolveCase.ExecuteAsync(new(id, body.Resolution, body.Note), caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? Ok(await showCase.FindAsync(id)) : this.Refuse(refusal);
    }
}

/// <summary>Why a case ends.</summary>
public sealed record NewCaseResolution
{
    [AllowedValues(CaseResolution.Corrected, CaseResolution.Refunded, CaseResolution.NothingToDo)]
    public required string Resolution { get; init; }

    /// <example>O endereço foi religado.</example>
    [StringLength(NoteCase.Longest)]
    public string? Note { get; init; }
}
