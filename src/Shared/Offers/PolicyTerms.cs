namespace Shared.Offers;

public enum PaymentForm { SinglePayment, Instalments }

/// <summary>One way to pay: what comes off each part of the balance, in how many instalments, at what rate.</summary>
public sealed record PolicyTerms
{
    public required string Id { get; init; }
    public required PaymentForm Form { get; init; }
    public DiscountRates Discount { get; init; } = new();

    /// <summary>How many instalments the debtor may choose, the entrada not counted; none for a single payment.</summary>
    public CountRange? Instalments { get; init; }
    public Money? MinInstalment { get; init; }

    /// <summary>Entrada: the part of the total paid first.</summary>
    public Percent DownPayment { get; init; }

    /// <summary>Zero for interest-free; else the monthly rate of a Price table.</summary>
    public Percent MonthlyRate { get; init; }

    /// <summary>Calendar days from acceptance to the first payment, when the debtor chooses no date.</summary>
    public int FirstPaymentDays { get; init; } = 3;

    /// <summary>How far the debtor may choose the first due date; no further than <see cref="FirstPaymentDays"/> when absent.</summary>
    public int? MaxFirstPaymentDays { get; init; }

    /// <summary>On which days of the month instalments may fall; any when absent. A month that lacks the day takes its last.</summary>
    public IReadOnlyList<int>? DueDays { get; init; }
}

public sealed record CountRange(int Min, int Max);

/// <summary>What comes off each component of the balance, as a part of it.</summary>
public sealed record DiscountRates
{
    public Percent Principal { get; init; }
    public Percent Correction { get; init; }
    public Percent Interest { get; init; }
    public Percent Fine { get; init; }
    public Percent Fees { get; init; }
}
