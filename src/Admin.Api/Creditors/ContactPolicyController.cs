using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Creditors;

namespace Admin.Api.Creditors;

[ApiController]
[Route("v1/creditor/contact-policy")]
public sealed class ContactPolicyController(ShowContactPolicy showContactPolicy, ReplaceContactPolicy replaceContactPolicy, Caller caller) : ControllerBase
{
    /// <summary>
    /// When and how often letters go to one debtor, and where the law ends it anyway. Hours are those of the debtor's own time zone, by the UF
    /// on file. Sundays and holidays are closed whatever it says.
    /// </summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<ContactPolicyView>(200)]
    public async Task<IActionResult> ShowAsync() => await showContactPolicy.FindAsync() is { } policy ? Ok(policy) : this.Refuse(ReplaceContactPolicy.NotFound);

    /// <summary>
    /// Replaces it. Binds every letter that has not gone yet. Caps and the interval hold back letters of collection only: what the law or the
    /// debtor's own act demands keeps to the hours, and a code that somebody asks for goes at once.
    /// </summary>
    [HttpPut]
    [Scope("settings:write")]
    [IfMatchOwn<ShowContactPolicy>]
    [ProducesResponseType<ContactPolicyView>(200)]
    public async Task<IActionResult> ReplaceAsync(ContactPolicyBody body)
    {
        var outcome = await replaceContactPolicy.ExecuteAsync(new(caller.CreditorId, body.ToPolicy()), caller.Actor);
        return outcome.Succeeded(out var profile, out var refusal) ? Ok(ContactPolicyView.Of(profile.ContactPolicy)) : this.Refuse(refusal);
    }
}

/// <summary>The contact policy as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowContactPolicy(AppDb db, Caller caller) : IShowOwn
{
    public async Task<IRepresentation?> FindAsync() =>
        await db.CreditorProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.CreditorId == caller.CreditorId) is { } profile
            ? ContactPolicyView.Of(profile.ContactPolicy)
            : null;
}
