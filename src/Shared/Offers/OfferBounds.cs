using Shared.Creditors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// What binds every offer of a creditor whatever the rule says, and again when an offer is made: guards may have become
/// stricter since the policy was published. Rates are fractions.
/// </summary>
/// <param name="MaxMonthlyRate">Of a plan: 1 % where the usury law binds the creditor (REsp 1.720.656).</param>
/// <param name="LateLimits">What lateness may cost by law; a contract beyond it is not offered for.</param>
public sealed record OfferBounds(
    decimal MaxDiscountRate, decimal MinPrincipalRecoveredRate, decimal MaxMonthlyRate, LegalLimits LateLimits, AgreementRules Rules)
{
    /// <summary>Above this nobody lends, and a typing error is likelier.</summary>
    public const decimal HighestMonthlyRate = LegalLimits.HighestMonthlyRate;

    private const int Parts = 5;

    public static OfferBounds Of(CreditorProfile profile)
    {
        var limits = LegalLimits.Of(profile);
        return new(
            profile.MaxDiscountRate, profile.MinPrincipalRecoveredRate, limits.MonthlyInterestRate ?? HighestMonthlyRate, limits, profile.AgreementRules);
    }

    /// <summary>Why the law would not have these debts asked for as they stand: then nothing is offered for them.</summary>
    public Refusal? BreachBy(OfferFacts facts)
    {
        foreach (var debt in facts.Debts)
        {
            if (LateLimits.BreachBy(debt.LateTerms, debt.Balance.Fees) is { } breach)
            {
                return breach;
            }
        }

        return null;
    }

    /// <summary>The discount as far as the guards let it go; null where they would not have it.</summary>
    internal BalanceParts? Keep(BalanceParts owed, BalanceParts discount)
    {
        // Each part was rounded on its own: the few centavos by which their sum passes the guard stay owed.
        var over = discount.Total - Money.OfCents((long)decimal.Floor(owed.Total.Cents * MaxDiscountRate));

        if (over > Money.Zero && over.Cents <= Parts && discount.Principal >= over)
        {
            discount = discount with { Principal = discount.Principal - over };
            over = Money.Zero;
        }

        return over > Money.Zero || owed.Principal - discount.Principal < owed.Principal.Times(MinPrincipalRecoveredRate) || discount.Total >= owed.Total
            ? null
            : discount;
    }
}
