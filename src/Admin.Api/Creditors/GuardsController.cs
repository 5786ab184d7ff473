using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;

namespace Admin.Api.Creditors;

[ApiController]
[Route("v1/creditor/guards")]
public sealed class GuardsController(ShowGuards showGuards, ReplaceGuards replaceGuards, Caller caller) : ControllerBase
{
    /// <summary>How far any offer may go, whatever a policy or a person says, and where the law ends it anyway.</summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<GuardsView>(200)]
    public async Task<IActionResult> ShowAsync() => await showGuards.FindAsync() is { } guards ? Ok(guards) : this.Refuse(ReplaceGuards.NotFound);

    /// <summary>
    /// Replaces them. No policy beyond them can be published; one that is published already offers less from now on. What was accepted,
    /// or shown and still binds, stays.
    /// </summary>
    [HttpPut]
    [Scope("settings:write")]
    [IfMatchOwn<ShowGuards>]
    [ProducesResponseType<GuardsView>(200)]
    public async Task<IActionResult> ReplaceAsync(GuardsBody body)
    {
        var outcome = await replaceGuards.ExecuteAsync(new(caller.CreditorId, body.MaxDiscountPercent, body.MinPrincipalRecoveredPercent), caller.Actor);
        return outcome.Succeeded(out var profile, out var refusal) ? Ok(GuardsView.Of(profile)) : this.Refuse(refusal);
    }
}

/// <summary>How far any offer may go.</summary>
public sealed record GuardsBody
{
    /// <summary>Of the whole balance.</summary>
    public required Percent MaxDiscountPercent { get; init; }

    /// <summary>At least this part of the principal is asked for.</summary>
    public required Percent MinPrincipalRecoveredPercent { get; init; }
}

/// <summary>How far any offer may go.</summary>
/// <param name="MaxMonthlyRatePercent">Of a plan, by law (Decreto 22.626/1933; REsp 1.720.656).</param>
/// <param name="MaxFinePercent">Of lateness, by law (CDC 52 § 1).</param>
public sealed record GuardsView(Percent MaxDiscountPercent, Percent MinPrincipalRecoveredPercent, Percent MaxMonthlyRatePercent, Percent MaxFinePercent)
    : IRepresentation
{
    internal static GuardsView Of(CreditorProfile profile) => new(
        Percent.OfFraction(profile.MaxDiscountRate), Percent.OfFraction(profile.MinPrincipalRecoveredRate),
        Percent.OfFraction(OfferBounds.Of(profile).MaxMonthlyRate), Percent.OfFraction(LegalLimits.Of(profile).FineRate));
}

/// <summary>The guards as they are shown, and what If-Match on them is compared with.</summary>
public sealed class ShowGuards(AppDb db, Caller caller) : IShowOwn
{
    public async Task<IRepresentation?> FindAsync() =>
        await db.CreditorProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.CreditorId == caller.CreditorId) is { } profile ? GuardsView.Of(profile) : null;
}
