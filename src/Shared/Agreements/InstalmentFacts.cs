using Shared.Debts;
using Shared.Offers;

namespace Shared.Agreements;

/// <summary>All that the account of an instalment stands on: what it asks, when, and what lateness costs by the accepted terms.</summary>
internal sealed record InstalmentFacts(DateOnly DueOn, DateOnly? FirstDueOn, Money Amount, Money Interest, Money Deferral, Money Rebate)
{
    /// <summary>Whether it is a half of a late instalment, and what it carries from that.</summary>
    public required bool IsHalf { get; init; }
    public required Money CarriedInterest { get; init; }
    public required Money CarriedFine { get; init; }

    /// <summary>Rates are fractions: 0.02 is 2 %.</summary>
    public required decimal LateFineRate { get; init; }
    public required decimal LateMonthlyInterestRate { get; init; }
    public required AllocationOrder AllocationOrder { get; init; }

    public static InstalmentFacts Of(Instalment instalment, OfferTerms terms) =>
        new(instalment.DueOn, instalment.FirstDueOn, instalment.Amount, instalment.Interest, instalment.Deferral, instalment.Rebate)
        {
            IsHalf = instalment.SplitFrom is not null,
            CarriedInterest = instalment.CarriedInterest,
            CarriedFine = instalment.CarriedFine,
            LateFineRate = terms.LateFineRate,
            LateMonthlyInterestRate = terms.LateMonthlyInterestRate,
            AllocationOrder = terms.AllocationOrder,
        };
}
