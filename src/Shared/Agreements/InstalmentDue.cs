namespace Shared.Agreements;

/// <summary>What is owed on one instalment at the end of a day, part by part. What lateness adds stands apart from its own amount.</summary>
public sealed record InstalmentDue(Money Principal, Money PlanInterest, Money LateInterest, Money Fine)
{
    /// <summary>Since the last day in time; none on a day in time (Lei 7.089/83).</summary>
    public int DaysLate { get; init; }

    /// <summary>What is missing of the instalment itself.</summary>
    public Money Outstanding => Principal + PlanInterest;

    public Money LateCharges => LateInterest + Fine;

    public Money Total => Outstanding + LateCharges;

    public bool IsLate => DaysLate > 0;
}
