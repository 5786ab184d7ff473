namespace Shared.Debts;

public enum StatementItem { Principal, Correction, Fine, Interest, Fees, Credits }

/// <summary>Where the right to a line comes from.</summary>
public enum LegalBasis
{
    Contract,

    /// <summary>Monetary correction: CC, art. 389.</summary>
    Cc389,

    /// <summary>The fine of the contract, capped by CDC, art. 52 §1.</summary>
    Cdc52,

    /// <summary>Interest at the taxa legal: CC, art. 406.</summary>
    Cc406,

    /// <summary>What was paid falls on interest before principal: CC, art. 354.</summary>
    Cc354,
}

/// <summary>One line of "de onde vem este valor": the amount, and what it was worked out from. Credits are negative.</summary>
public sealed record StatementLine(StatementItem Item, Money Amount, LegalBasis LegalBasis)
{
    /// <summary>What the rate was applied to.</summary>
    public Money? Basis { get; init; }

    /// <summary>As a fraction; for interest it is per <see cref="Per"/>.</summary>
    public decimal? Rate { get; init; }

    public InterestPer? Per { get; init; }

    public int? Days { get; init; }
}

/// <summary>A balance with its reasons, and how it grows.</summary>
public static class Statement
{
    private const int LongestSpan = 3660;

    /// <summary>The lines that are not zero; they add up to the balance's total.</summary>
    public static IReadOnlyList<StatementLine> Of(Claim claim, DateOnly day, BusinessCalendar calendar)
    {
        var balance = Balance.Of(claim, day, calendar);
        var basis = Balance.BasisOf(claim, balance.Correction);
        StatementLine[] lines =
        [
            new(StatementItem.Principal, balance.Principal, LegalBasis.Contract),
            new(StatementItem.Correction, balance.Correction, LegalBasis.Cc389)
            {
                Basis = claim.Principal,
                Rate = claim.CorrectionFactor - 1,
            },
            new(StatementItem.Fine, balance.Fine, LegalBasis.Cdc52) { Basis = basis, Rate = claim.Terms.FineRate },
            InterestLine(claim, balance, basis),
            new(StatementItem.Fees, balance.Fees, LegalBasis.Contract),
            new(StatementItem.Credits, -balance.Credits, LegalBasis.Cc354),
        ];

        return [.. lines.Where(line => !line.Amount.IsZero)];
    }

    /// <summary>The balance on each day of a span, both ends included.</summary>
    public static IEnumerable<(DateOnly Day, Balance Balance)> DayByDay(
        Claim claim, DateOnly from, DateOnly to, BusinessCalendar calendar)
    {
        Invariant.Holds(to.DayNumber - from.DayNumber <= LongestSpan, "A statement spans ten years at most.");

        return Enumerable.Range(from.DayNumber, Math.Max(to.DayNumber - from.DayNumber + 1, 0))
            .Select(DateOnly.FromDayNumber)
            .Select(day => (day, Balance.Of(claim, day, calendar)));
    }

    private static StatementLine InterestLine(Claim claim, Balance balance, Money basis) =>
        claim.LegalInterestFactor is { } factor
            ? new(StatementItem.Interest, balance.Interest, LegalBasis.Cc406)
            {
                Basis = basis,
                Rate = factor,
                Days = balance.DaysLate,
            }
            : new(StatementItem.Interest, balance.Interest, LegalBasis.Contract)
            {
                Basis = basis,
                Rate = claim.Terms.InterestRate,
                Per = claim.Terms.InterestPer,
                Days = balance.DaysLate,
            };
}
