namespace Shared.Staff;

/// <summary>Alçada (product O9): how much one member of staff may give up alone. Both limits hold. The rate is a fraction.</summary>
public sealed record Authority(decimal MaxDiscountRate, Money MaxGivenUp)
{
    public static readonly Authority None = new(0, Money.Zero);

    public bool IsSound => MaxDiscountRate is >= 0 and <= 1 && MaxGivenUp >= Money.Zero;

    public bool Covers(Money givenUp, Money of) => givenUp <= MaxGivenUp && givenUp <= of.Times(MaxDiscountRate);
}
