using Shared.Debts;

namespace Shared.Offers;

/// <summary>What is given up of each part of a balance. Worked out on what the credits left of it.</summary>
public static class Discount
{
    extension(BalanceParts)
    {
        /// <summary>What is owed of each part once the credits are set against it.</summary>
        public static BalanceParts Of(Balance balance)
        {
            var owed = balance.AfterCredits();
            return new(owed.Principal, owed.Correction, owed.Interest, owed.Fine, owed.Fees);
        }
    }

    extension(IEnumerable<BalanceParts> all)
    {
        /// <summary>Part by part.</summary>
        public BalanceParts Sum() => all.Aggregate((a, b) => new BalanceParts(
            a.Principal + b.Principal, a.Correction + b.Correction, a.Interest + b.Interest, a.Fine + b.Fine, a.Fees + b.Fees));
    }

    extension(BalanceParts parts)
    {
        public BalanceParts Less(BalanceParts other) => new(
            parts.Principal - other.Principal,
            parts.Correction - other.Correction,
            parts.Interest - other.Interest,
            parts.Fine - other.Fine,
            parts.Fees - other.Fees);
    }

    /// <summary>Each part by its own rate.</summary>
    public static BalanceParts Of(BalanceParts owed, DiscountRates rates) => new(
        Cut(owed.Principal, rates.Principal),
        Cut(owed.Correction, rates.Correction),
        Cut(owed.Interest, rates.Interest),
        Cut(owed.Fine, rates.Fine),
        Cut(owed.Fees, rates.Fees));

    /// <summary>An amount off: taken from fine, interest, correction, fees and, last of all, the principal.</summary>
    public static BalanceParts OfAmount(BalanceParts owed, Money amount)
    {
        Invariant.Holds(amount >= Money.Zero && amount <= owed.Total, "A discount lies between nothing and all.");

        var left = amount;
        var (fine, interest, correction) = (Take(owed.Fine), Take(owed.Interest), Take(owed.Correction));
        var (fees, principal) = (Take(owed.Fees), Take(owed.Principal));
        return new(principal, correction, interest, fine, fees);

        Money Take(Money part)
        {
            var taken = Money.Min(part, left);
            left -= taken;
            return taken;
        }
    }

    /// <summary>A saving as advertised, to two decimals: 241.33 of 1041.33 is 23.18%.</summary>
    public static Percent ShareOf(Money saving, Money whole) => whole.IsZero
        ? Percent.Zero
        : Percent.OfFraction(decimal.Round((decimal)saving.Cents / whole.Cents, 4, MidpointRounding.AwayFromZero));

    private static Money Cut(Money part, Percent rate)
    {
        Invariant.Holds(rate.Fraction is >= 0 and <= 1, "A discount lies between nothing and all.");
        return part.Times(rate.Fraction);
    }
}
