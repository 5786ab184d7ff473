using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Agreements;

namespace Admin.Api.Agreements;

[ApiController]
[Route("v1/agreements/{id}/rescheduling")]
public sealed class AgreementReschedulingsController(MoveDueDate moveDueDate, SplitInstalment splitInstalment, ShowAgreement showAgreement, Caller caller)
    : ControllerBase
{
    /// <summary>Moves one due date, or splits one late instalment in two, on the debtor's behalf and within the accepted terms.</summary>
    [HttpPost]
    [Scope("agreements:write")]
    [IfMatch<Agreement>]
    [ProducesResponseType<AgreementView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Agreement> id, ReschedulingBody body)
    {
        var refusal = body.Kind is ReschedulingKind.Move
            ? Why(await moveDueDate.ExecuteAsync(new(id, body.Instalment, body.DueDate, Expected: null), caller.Actor))
            : Why(await splitInstalment.ExecuteAsync(new(id, body.Instalment, body.DueDate, Expected: null), caller.Actor));
        return refusal is null ? Ok(await showAgreement.FindAsync(id)) : this.Refuse(refusal);
    }

    private static Refusal? Why<T>(Outcome<T> outcome) where T : notnull => outcome.Succeeded(out _, out var refusal) ? null : refusal;
}

public enum ReschedulingKind { Move, Split }

/// <summary>What is to change.</summary>
public sealed record ReschedulingBody
{
    public required ReschedulingKind Kind { get; init; }

    /// <summary>The number of the instalment.</summary>
    /// <example>2</example>
    public required int Instalment { get; init; }

    /// <summary>The new due date; of a split, when the second half falls due.</summary>
    public required DateOnly DueDate { get; init; }
}
