using System.ComponentModel.DataAnnotations;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Support;

namespace Admin.Api.Cases;

[ApiController]
[Route("v1/cases/{id}/notes")]
public sealed class CaseNotesController(NoteCase noteCase, Vault vault, Caller caller) : ControllerBase
{
    /// <summary>Writes something down about a case, for those who work on it. Notes are never changed.</summary>
    [HttpPost]
    [Scope("cases:write")]
    [Creates]
    [IfMatch<Case>]
    [ProducesResponseType<CaseNoteView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Case> id, NewCaseNote body)
    {
        var outcome = await noteCase.ExecuteAsync(new(id, body.Text), caller.Actor);
        return outcome.Succeeded(out var note, out var refusal) ? Created((string?)null, CaseNoteView.Of(note, vault)) : this.Refuse(refusal);
    }
}

/// <summary>A note for colleagues.</summary>
public sealed record NewCaseNote
{
    /// <example>A pessoa ligou e pediu para esperar até sexta.</example>
    [StringLength(NoteCase.Longest, MinimumLength = 1)]
    public required string Text { get; init; }
}
