using Shared.Creditors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>What it takes to price a plan that no policy wrote: what is owed on the day, and what binds the creditor.</summary>
public sealed record DealFacts(Id<Debt> DebtId, BalanceParts Owed, LateTerms LateTerms, OfferBounds Bounds, DateOnly Day)
{
    /// <summary>By law, where the creditor is no financial institution: 1 % a month (Decreto 22.626/1933; REsp 1.720.656).</summary>
    public required decimal MostMonthlyRate { get; init; }

    public static DealFacts Of(Debt debt, CreditorProfile profile, DateOnly day) => new(
        debt.Id,
        BalanceParts.Of(debt.BalanceOn(day)),
        debt.Claim.Terms,
        new OfferBounds(profile.MaxDiscountRate, profile.MinPrincipalRecoveredRate, profile.AgreementRules),
        day)
    {
        MostMonthlyRate = profile.IsFinancialInstitution ? 0.2m : 0.01m,
    };

    /// <summary>Whether the creditor's hard guards let this go, whoever offers it (product O4).</summary>
    public bool Allows(OfferTerms terms) =>
        terms.Discount.Total <= terms.Balance.Total.Times(Bounds.MaxDiscountRate)
        && terms.Balance.Principal - terms.Discount.Principal >= terms.Balance.Principal.Times(Bounds.MinPrincipalRecoveredRate)
        && terms.MonthlyRate <= MostMonthlyRate;
}
