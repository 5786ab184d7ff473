namespace Shared.Debts;

/// <summary>All that decides what is owed on a day; the index and the legal rate are looked up by whoever asks.</summary>
public sealed record Claim(Money Principal, DateOnly DueOn, LateTerms Terms)
{
    /// <summary>What the contract lets the creditor add, whatever the day.</summary>
    public Money Fees { get; init; }

    /// <summary>What was already paid or abated.</summary>
    public Money Credits { get; init; }

    /// <summary>The product of the index months since the due date. Deflation never eats the principal.</summary>
    public decimal CorrectionFactor { get; init; } = 1;

    /// <summary>The taxa legal added up since the due date, where no rate was agreed: replaces the rate of the terms.</summary>
    public decimal? LegalInterestFactor { get; init; }
}
