using Shared.Creditors;

namespace Shared.Debts;

public enum StatementItem { Principal, Correction, Fine, Interest, Fees, Payment, Abatement, Credits }

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

/// <summary>One line of "de onde vem este valor": the amount, and what it was worked out from. Payments and credits are negative.</summary>
public sealed record StatementLine(StatementItem Item, Money Amount, LegalBasis LegalBasis)
{
    /// <summary>What the rate was applied to.</summary>
    public Money? Basis { get; init; }

    /// <summary>As a fraction; for interest it is per <see cref="Per"/>.</summary>
    public decimal? Rate { get; init; }

    public InterestPer? Per { get; init; }

    public InterestFormula? Formula { get; init; }

    public int? Days { get; init; }

    /// <summary>The last day it counts: its own for a payment, and for what a payment found.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The months a correction, or interest at the taxa legal, was made of.</summary>
    public IndexRun? Index { get; init; }

    /// <summary>How a payment fell.</summary>
    public Allocation? Fell { get; init; }

    /// <summary>Where a payment came from: "payment:0198…".</summary>
    public string? Source { get; init; }
}

/// <summary>A balance with its reasons, and how it grows.</summary>
public static class Statement
{
    private const int LongestSpan = 3660;

    /// <summary>
    /// The lines that are not zero, in the order of time; they add up to the balance's total. A line that is zero because of
    /// its index stays: it says which months are not published, or that prices fell.
    /// </summary>
    public static IReadOnlyList<StatementLine> Of(Claim claim, DateOnly day, BusinessCalendar calendar)
    {
        var reckoning = Reckoning.Of(claim, day, calendar);
        var first = true;
        List<StatementLine> lines = [new(StatementItem.Principal, claim.Principal, LegalBasis.Contract)];

        foreach (var stretch in reckoning.Stretches)
        {
            lines.AddRange(Additions(claim, stretch));

            if (first)
            {
                lines.Add(new(StatementItem.Fees, claim.Fees, LegalBasis.Contract));
                first = false;
            }

            if (stretch is { Credit: { } credit, Fell: { } fell })
            {
                lines.Add(new(credit.IsAbatement ? StatementItem.Abatement : StatementItem.Payment, fell.Excess - credit.Amount, LegalBasis.Cc354)
                {
                    Until = credit.On,
                    Fell = fell,
                    Source = credit.Source,
                });
            }
        }

        lines.Add(new(StatementItem.Credits, -reckoning.Balance.Credits, LegalBasis.Cc354));
        return [.. lines.Where(line => !line.Amount.IsZero || line.Index is { Months.Count: > 0 })];
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

    private static IEnumerable<StatementLine> Additions(Claim claim, Stretch stretch)
    {
        DateOnly? until = stretch.Credit is null ? null : stretch.Until;
        yield return new(StatementItem.Correction, stretch.Correction, LegalBasis.Cc389)
        {
            Basis = stretch.CorrectionBasis,
            Rate = stretch.Index?.Factor - 1,
            Index = stretch.Index,
            Until = until,
        };
        yield return new(StatementItem.Fine, stretch.Fine, LegalBasis.Cdc52)
        {
            Basis = stretch.Basis,
            Rate = claim.Terms.FineRate,
            Until = until,
        };

        var (rate, per) = claim.Terms.Applied;
        yield return new(StatementItem.Interest, stretch.Interest, stretch.LegalRate is null ? LegalBasis.Contract : LegalBasis.Cc406)
        {
            Basis = stretch.Basis,
            Rate = stretch.LegalRate?.Factor ?? rate,
            Per = stretch.LegalRate is null ? per : null,
            Formula = claim.Terms.Formula,
            Days = stretch.Days,
            Index = stretch.LegalRate,
            Until = until,
        };
    }
}
