namespace Shared.Debts;

/// <summary>All that decides what is owed on a day.</summary>
public sealed record Claim(Money Principal, DateOnly DueOn, LateTerms Terms)
{
    /// <summary>What the contract lets the creditor add, whatever the day.</summary>
    public Money Fees { get; init; }

    /// <summary>Paid or abated on no known day: comes off the total, and stops no interest.</summary>
    public Money Credits { get; init; }

    /// <summary>Paid on a known day: falls on what was owed then, and what it takes off the principal earns no more.</summary>
    public IReadOnlyList<DatedCredit> DatedCredits { get; init; } = [];

    /// <summary>One of <see cref="IndexNames"/>, or null for no correction.</summary>
    public string? CorrectionIndex { get; init; }

    /// <summary>The figures that correction and taxa legal are looked up in.</summary>
    public IndexTable Indexes { get; init; } = IndexTable.Empty;
}
