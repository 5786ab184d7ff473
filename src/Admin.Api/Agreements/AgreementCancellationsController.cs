using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Payments;

namespace Admin.Api.Agreements;

[ApiController]
[Route("v1/agreements/{id}/cancellation")]
public sealed class AgreementCancellationsController(CancelAgreement cancelAgreement, ShowAgreement showAgreement, Caller caller) : ControllerBase
{
    /// <summary>Ends an agreement before its first payment. Its debts are open again at once; what is paid on an old code comes off them.</summary>
    [HttpPost]
    [Scope("agreements:write")]
    [IfMatch<Agreement>]
    [ProducesResponseType<AgreementView>(200)]
    public async Task<IActionResult> CreateAsync(Id<Agreement> id, CancellationBody body)
    {
        // No gateway is asked inside the act: money that is on its way is credited to the debts, whenever it comes.
        var outcome = await cancelAgreement.ExecuteAsync(new(id, body.ReasonOf(), MoneyInSight.None), caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? Ok(await showAgreement.FindAsync(id)) : this.Refuse(refusal);
    }
}

/// <summary>Why a creditor ends an agreement.</summary>
public enum CancellationReason { AskedByDebtor, MadeInError, Disputed, Other }

public sealed record CancellationBody
{
    public required CancellationReason Reason { get; init; }

    internal CancelReason ReasonOf() => Enum.Parse<CancelReason>(Reason.ToString());
}
