using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Creditors;

namespace Admin.Api.Creditors;

[ApiController]
[Route("v1/creditor")]
public sealed class CreditorController(AppDb db, Caller caller) : ControllerBase
{
    /// <summary>Who the key belongs to, and the defaults and guards that bind its offers.</summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<CreditorView>(200)]
    public async Task<IActionResult> ShowAsync()
    {
        var creditor = await db.Creditors.AsNoTracking().SingleAsync(c => c.Id == caller.CreditorId);
        var profile = await db.CreditorProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.CreditorId == caller.CreditorId);
        return Ok(CreditorView.Of(creditor, profile));
    }
}

/// <summary>A creditor, in the mode of the calling key.</summary>
/// <param name="Profile">Null until it was filled in.</param>
public sealed record CreditorView(Id<Creditor> Id, CreditorMode Mode, string Slug, string Name, ProfileView? Profile) : IRepresentation
{
    internal static CreditorView Of(Creditor creditor, CreditorProfile? profile) =>
        new(creditor.Id, creditor.Mode, creditor.Slug, creditor.Name, profile is null ? null : ProfileView.Of(profile));
}

/// <summary>What the law wants on every document, what contracts charge by default, and how far offers may go.</summary>
/// <param name="FeesBasis">The clause that lets the creditor ask for collection fees; rows with fees are refused without one.</param>
public sealed record ProfileView(
    string LegalName, string Document, string Street, string City, string State, string PostalCode, string ContactEmail, string? ContactPhone,
    string? Website, bool IsFinancialInstitution, Percent DefaultFinePercent, Percent DefaultMonthlyInterestPercent,
    InterestFormula DefaultInterestFormula, ChargedOn DefaultChargedOn, LateSince DefaultLateSince, string? DefaultIndex, string? FeesBasis,
    Percent MaxDiscountPercent, Percent MinPrincipalRecoveredPercent, int GraceDays)
{
    internal static ProfileView Of(CreditorProfile p) => new(
        p.LegalName, p.Document, p.Street, p.City, p.State, p.PostalCode, p.ContactEmail, p.ContactPhone, p.Website, p.IsFinancialInstitution,
        Percent.OfFraction(p.DefaultFineRate), Percent.OfFraction(p.DefaultMonthlyInterestRate),
        p.DefaultInterestFormula, p.DefaultChargedOn, p.DefaultLateSince, p.DefaultCorrectionIndex, p.FeesBasis, Percent.OfFraction(p.MaxDiscountRate),
        Percent.OfFraction(p.MinPrincipalRecoveredRate), p.AgreementRules.GraceDays);
}
