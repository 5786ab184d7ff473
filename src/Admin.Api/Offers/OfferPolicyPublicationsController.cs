using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Offers;

namespace Admin.Api.Offers;

[ApiController]
[Route("v1/offer-policies/{id}/publication")]
public sealed class OfferPolicyPublicationsController(PublishPolicy publishPolicy, Caller caller) : ControllerBase
{
    /// <summary>Puts a draft in force; the version before it retires in the same act.</summary>
    [HttpPost]
    [Scope("offers:write")]
    [IfMatch<OfferPolicy>]
    [ProducesResponseType<OfferPolicyView>(200)]
    public async Task<IActionResult> CreateAsync(Id<OfferPolicy> id)
    {
        var outcome = await publishPolicy.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out var policy, out var refusal) ? Ok(OfferPolicyView.Of(policy)) : this.Refuse(refusal);
    }
}
