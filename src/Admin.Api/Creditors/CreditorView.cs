using Admin.Api.Http;
using Shared.Creditors;

namespace Admin.Api.Creditors;

/// <summary>A creditor, in the mode of the calling key.</summary>
/// <param name="Profile">Null until it was filled in.</param>
public sealed record CreditorView(Id<Creditor> Id, CreditorMode Mode, string Slug, string Name, ProfileView? Profile) : IRepresentation
{
    internal static CreditorView Of(Creditor creditor, CreditorProfile? profile) =>
        new(creditor.Id, creditor.Mode, creditor.Slug, creditor.Name, profile is null ? null : ProfileView.Of(profile));
}

/// <summary>What the law wants on every document, what contracts charge by default, and how far offers may go.</summary>
/// <param name="FeesBasis">The clause that lets the creditor ask for collection fees; rows with fees are refused without one (CC 389, 395; CDC 51 XII).</param>
/// <param name="MaxDiscountPercent">See /v1/creditor/guards, where it is set.</param>
/// <param name="CommissionPercent">The platform's share of what it collects, as agreed with the platform.</param>
/// <param name="GatewayFeesBorneBy">Who pays what gateways charge, as agreed with the platform.</param>
/// <param name="MinPrincipalRecoveredPercent">See /v1/creditor/guards, where it is set.</param>
public sealed record ProfileView(
    string LegalName, string Document, string Street, string City, string State, string PostalCode, string ContactEmail, string? ContactPhone,
    string? Website, bool IsFinancialInstitution, Percent DefaultFinePercent, Percent DefaultMonthlyInterestPercent,
    InterestFormula DefaultInterestFormula, ChargedOn DefaultChargedOn, LateSince DefaultLateSince, string? DefaultIndex, string? FeesBasis,
    Percent MaxDiscountPercent, Percent MinPrincipalRecoveredPercent, AgreementRulesView AgreementRules, Percent CommissionPercent,
    FeeBearer GatewayFeesBorneBy)
{
    internal static ProfileView Of(CreditorProfile p) => new(
        p.LegalName, p.Document, p.Street, p.City, p.State, p.PostalCode, p.ContactEmail, p.ContactPhone, p.Website, p.IsFinancialInstitution,
        Percent.OfFraction(p.DefaultFineRate), Percent.OfFraction(p.DefaultMonthlyInterestRate),
        p.DefaultInterestFormula, p.DefaultChargedOn, p.DefaultLateSince, p.DefaultCorrectionIndex, p.FeesBasis, Percent.OfFraction(p.MaxDiscountRate),
        Percent.OfFraction(p.MinPrincipalRecoveredRate), AgreementRulesView.Of(p.AgreementRules),
        Percent.OfFraction(p.CommissionRate), p.GatewayFeesBorneBy);
}

/// <summary>How agreements live: those offered from now on, or the one they stand in. Days are calendar days.</summary>
/// <param name="GraceDays">After a due date; on these days a late instalment breaks nothing.</param>
/// <param name="CureNoticeDays">How long before a break the debtor is warned, at least.</param>
/// <param name="MissedInstalments">How many instalments must be past their grace at the same time for a break.</param>
/// <param name="ReofferDays">After a break, nothing is offered again for so long.</param>
/// <param name="WithdrawalDays">While nothing was paid, the debtor may step back within so many days (CDC 49).</param>
/// <param name="MaxDueDateMoves">How often one due date may be moved, in the life of an agreement.</param>
/// <param name="MaxMoveDays">How far, counted from where it was first.</param>
/// <param name="MaxSplits">How often one late instalment may be split in two, in the life of an agreement.</param>
/// <param name="MaxRenegotiations">How often, along the chain of agreements, one may give way to a new one.</param>
public sealed record AgreementRulesView(
    int GraceDays, int CureNoticeDays, int MissedInstalments, int ReofferDays, int WithdrawalDays, int MaxDueDateMoves, int MaxMoveDays, int MaxSplits,
    int MaxRenegotiations)
{
    internal static AgreementRulesView Of(AgreementRules r) => new(
        r.GraceDays, r.CureNoticeDays, r.MissedInstalments, r.ReofferDays, r.WithdrawalDays, r.MaxDueDateMoves, r.MaxMoveDays, r.MaxSplits, r.MaxRenegotiations);
}
