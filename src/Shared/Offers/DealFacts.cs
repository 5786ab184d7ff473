using Shared.Creditors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>What it takes to price a plan that no policy wrote: what is owed on the day, and what binds the creditor.</summary>
public sealed record DealFacts(Id<Debt> DebtId, BalanceParts Owed, LateTerms LateTerms, OfferBounds Bounds, DateOnly Day)
{
    public static DealFacts Of(Debt debt, CreditorProfile profile, DateOnly day, IndexTable indexes) =>
        new(debt.Id, BalanceParts.Of(debt.BalanceOn(day, indexes)), debt.LateTerms, OfferBounds.Of(profile), day);

    /// <summary>Whether the creditor's hard guards let this go, whoever offers it (product O4).</summary>
    public bool Allows(OfferTerms terms) =>
        terms.Discount.Total <= terms.Balance.Total.Times(Bounds.MaxDiscountRate)
        && terms.Balance.Principal - terms.Discount.Principal >= terms.Balance.Principal.Times(Bounds.MinPrincipalRecoveredRate)
        && terms.MonthlyRate <= Bounds.MaxMonthlyRate;
}
