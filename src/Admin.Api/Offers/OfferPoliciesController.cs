using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Offers;

namespace Admin.Api.Offers;

[ApiController]
[Route("v1/offer-policies")]
public sealed class OfferPoliciesController(AppDb db, Pages pages, Caller caller, ShowOfferPolicy showPolicy, DraftPolicy draftPolicy, ReviseDraft reviseDraft, DiscardDraft discardDraft)
    : ControllerBase
{
    /// <summary>All versions, newest first.</summary>
    [HttpGet]
    [Scope("offers:read")]
    [ProducesResponseType<Page<OfferPolicyView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) => pages.OfAsync(page, db.OfferPolicies.AsNoTracking(), p => p.Id, OfferPolicyView.Expression);

    /// <summary>One version.</summary>
    [HttpGet("{id}")]
    [Scope("offers:read")]
    [ProducesResponseType<OfferPolicyView>(200)]
    public async Task<IActionResult> ShowAsync(Id<OfferPolicy> id) =>
        await showPolicy.FindAsync(id) is { } policy ? Ok(policy) : this.Refuse(ReviseDraft.NotFound);

    /// <summary>Writes a draft. It binds nobody until it is published.</summary>
    [HttpPost]
    [Scope("offers:write")]
    [Creates]
    [ProducesResponseType<OfferPolicyView>(201)]
    public async Task<IActionResult> CreateAsync(OfferPolicyBody body)
    {
        var outcome = await draftPolicy.ExecuteAsync(new(caller.CreditorId, body.Name, body.Document, body.ValidFrom, body.ValidUntil), caller.Actor);
        return outcome.Succeeded(out var policy, out var refusal)
            ? Created($"/v1/offer-policies/{policy.Id}", OfferPolicyView.Of(policy))
            : this.Refuse(refusal);
    }

    /// <summary>Replaces a draft.</summary>
    [HttpPut("{id}")]
    [Scope("offers:write")]
    [IfMatch<OfferPolicy>]
    [ProducesResponseType<OfferPolicyView>(200)]
    public async Task<IActionResult> ReplaceAsync(Id<OfferPolicy> id, OfferPolicyBody body)
    {
        var outcome = await reviseDraft.ExecuteAsync(new(id, body.Name, body.Document, body.ValidFrom, body.ValidUntil), caller.Actor);
        return outcome.Succeeded(out var policy, out var refusal) ? Ok(OfferPolicyView.Of(policy)) : this.Refuse(refusal);
    }

    /// <summary>Throws a draft away.</summary>
    [HttpDelete("{id}")]
    [Scope("offers:write")]
    [IfMatch<OfferPolicy>]
    [ProducesResponseType(204)]
    public async Task<IActionResult> DeleteAsync(Id<OfferPolicy> id)
    {
        var outcome = await discardDraft.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? NoContent() : this.Refuse(refusal);
    }
}
