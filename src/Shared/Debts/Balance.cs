namespace Shared.Debts;

/// <summary>What is owed on a given day, part by part, after the dated credits. Pure arithmetic: no clock, no database.</summary>
/// <param name="Credits">The undated ones: not yet set against the parts.</param>
public sealed record Balance(Money Principal, Money Correction, Money Interest, Money Fine, Money Fees, Money Credits)
{
    public int DaysLate { get; init; }

    public Money Total => Gross - Credits;

    private Money Gross => Principal + Correction + Interest + Fine + Fees;

    /// <summary>Formula A of docs/money.md. The total is the sum of what is shown.</summary>
    public static Balance Of(Claim claim, DateOnly day, BusinessCalendar calendar) => Reckoning.Of(claim, day, calendar).Balance;

    /// <summary>Each part after the undated credits were set against it, in the order of CC 354.</summary>
    public Balance AfterCredits()
    {
        var gross = this with { Credits = Money.Zero };
        return gross.Less(Allocation.Of(gross, Credits));
    }

    /// <summary>What is left of each part after a payment.</summary>
    public Balance Less(Allocation paid) => this with
    {
        Principal = Principal - paid.Principal,
        Correction = Correction - paid.Correction,
        Interest = Interest - paid.Interest,
        Fine = Fine - paid.Fine,
        Fees = Fees - paid.Fees,
    };

    // More credit than debt is money to give back, which is no matter of a balance.
    internal Balance Crediting(Money credits) => this with { Credits = Money.Min(credits, Gross) };
}
