using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Offers;

namespace Admin.Api.Offers;

[ApiController]
[Route("v1/offer-policies/{id}/retirement")]
public sealed class OfferPolicyRetirementsController(RetirePolicy retirePolicy, Caller caller) : ControllerBase
{
    /// <summary>Offers nothing new from it. What was shown stays binding until its date.</summary>
    [HttpPost]
    [Scope("offers:write")]
    [IfMatch<OfferPolicy>]
    [ProducesResponseType<OfferPolicyView>(200)]
    public async Task<IActionResult> CreateAsync(Id<OfferPolicy> id)
    {
        var outcome = await retirePolicy.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var policy, out var refusal) ? Ok(OfferPolicyView.Of(policy)) : this.Refuse(refusal);
    }
}
