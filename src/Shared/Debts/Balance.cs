namespace Shared.Debts;

/// <summary>What is owed on a given day, part by part. Pure arithmetic: no clock, no database.</summary>
public sealed record Balance(Money Principal, Money Correction, Money Interest, Money Fine, Money Fees, Money Credits)
{
    public int DaysLate { get; init; }

    public Money Total => Gross - Credits;

    private Money Gross => Principal + Correction + Interest + Fine + Fees;

    /// <summary>Formula A of docs/money.md: each part is rounded once, and the total is the sum of what is shown.</summary>
    public static Balance Of(Claim claim, DateOnly day, BusinessCalendar calendar)
    {
        var terms = claim.Terms;
        var days = terms.DaysLate(claim.DueOn, day, calendar);

        if (days == 0)
        {
            return new Balance(claim.Principal, default, default, default, claim.Fees, default).Crediting(claim.Credits);
        }

        var correction = claim.Principal.Times(Math.Max(claim.CorrectionFactor, 1) - 1);
        var basis = BasisOf(claim, correction);
        var interest = claim.LegalInterestFactor is { } factor
            ? basis.Times(factor)
            : basis.Times(terms.InterestRate * days, over: terms.DaysPerRate);

        var fine = basis.Times(terms.FineRate);

        return new Balance(claim.Principal, correction, interest, fine, claim.Fees, default) { DaysLate = days }
            .Crediting(claim.Credits);
    }

    /// <summary>Each part after the credits were set against it, in the order of CC 354.</summary>
    public Balance AfterCredits()
    {
        var gross = this with { Credits = Money.Zero };
        return gross.Less(Allocation.Of(gross, Credits));
    }

    /// <summary>What is left of each part after a payment.</summary>
    public Balance Less(Allocation paid) => new(
        Principal - paid.Principal,
        Correction - paid.Correction,
        Interest - paid.Interest,
        Fine - paid.Fine,
        Fees - paid.Fees,
        Credits)
    {
        DaysLate = DaysLate,
    };

    internal static Money BasisOf(Claim claim, Money correction) =>
        claim.Terms.ChargedOn is ChargedOn.Original ? claim.Principal : claim.Principal + correction;

    // More credit than debt is money to give back, which is no matter of a balance.
    private Balance Crediting(Money credits) => this with { Credits = Money.Min(credits, Gross) };
}
