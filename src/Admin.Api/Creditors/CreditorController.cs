using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Creditors;
using Shared.Debts;

namespace Admin.Api.Creditors;

[ApiController]
[Route("v1/creditor")]
public sealed class CreditorController(ShowCreditor showCreditor, ReviseCreditor reviseCreditor, Caller caller) : ControllerBase
{
    /// <summary>Who the key belongs to, and the defaults and guards that bind its offers.</summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<CreditorView>(200)]
    public async Task<IActionResult> ShowAsync() => Ok(await showCreditor.FindAsync());

    /// <summary>
    /// Changes what holds from now on, as a merge patch (RFC 7396): what is absent stays, null puts back what holds without it. Debts
    /// keep the terms they came with, and agreements the rules they were accepted with.
    /// </summary>
    [HttpPatch]
    [Scope("settings:write")]
    [IfMatchOwn<ShowCreditor>]
    [ProducesResponseType<CreditorView>(200)]
    public async Task<IActionResult> ReplaceAsync(CreditorChanges body)
    {
        var outcome = await reviseCreditor.ExecuteAsync(new(caller.CreditorId, body.Profile.Over), caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? Ok(await showCreditor.FindAsync()) : this.Refuse(refusal);
    }
}

/// <summary>A creditor as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowCreditor(AppDb db, Caller caller) : IShowOwn
{
    public async Task<IRepresentation?> FindAsync()
    {
        var creditor = await db.Creditors.AsNoTracking().SingleAsync(c => c.Id == caller.CreditorId);
        var profile = await db.CreditorProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.CreditorId == caller.CreditorId);
        return CreditorView.Of(creditor, profile);
    }
}
