using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Payments;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/payments/{id}/credit-uses")]
public sealed class CreditUsesController(UseCredit useCredit, Caller caller) : ControllerBase
{
    /// <summary>Lets what did not fit of a payment pay the next open instalments of its agreement, as of the day it was paid.</summary>
    [HttpPost]
    [Scope("payments:write")]
    [Creates]
    [IfMatch<Payment>]
    [ProducesResponseType<CreditUseView>(201)]
    public async Task<IActionResult> CreateAsync(Id<Payment> id)
    {
        var outcome = await useCredit.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var used, out var refusal)
            ? Created((string?)null, new CreditUseView(used.PaymentId, used.AgreementId, used.Amount))
            : this.Refuse(refusal);
    }
}

/// <summary>How much of a credit was used, and for which agreement.</summary>
public sealed record CreditUseView(Id<Payment> PaymentId, Id<Agreement> AgreementId, Money Amount);
