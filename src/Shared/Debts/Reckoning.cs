using Shared.Creditors;

namespace Shared.Debts;

/// <summary>
/// Some days on which the same principal was owed: what they added, and the credit that ended them. The last stretch of
/// a reckoning ends with its day instead.
/// </summary>
internal sealed record Stretch(DateOnly Until, int Days)
{
    public Money CorrectionBasis { get; init; }
    public IndexRun? Index { get; init; }

    /// <summary>Less than nothing where deflation eats correction that is still unpaid.</summary>
    public Money Correction { get; init; }

    /// <summary>What fine and interest were charged on.</summary>
    public Money Basis { get; init; }
    public Money Fine { get; init; }
    public Money Interest { get; init; }

    /// <summary>The taxa legal of these days, where that is the formula.</summary>
    public IndexRun? LegalRate { get; init; }
    public DatedCredit? Credit { get; init; }
    public Allocation? Fell { get; init; }
}

/// <summary>A balance worked out from credit to credit (formula A of docs/money.md). Each part is rounded once in each stretch.</summary>
internal sealed class Reckoning
{
    private readonly Claim _claim;
    private readonly BusinessCalendar _calendar;
    private readonly List<Stretch> _stretches = [];
    private Balance _owed;
    private DateOnly _since;

    // How far below the nominal principal deflation has brought it: later growth makes that up first.
    private decimal _deflation = 1;

    private Reckoning(Claim claim, BusinessCalendar calendar) =>
        (_claim, _calendar, _owed, _since) = (claim, calendar, new(claim.Principal, default, default, default, claim.Fees, default), claim.DueOn);

    public IReadOnlyList<Stretch> Stretches => _stretches;

    /// <summary>What is left of each part; the undated credits stand against the total.</summary>
    public Balance Balance => _owed.Crediting(_claim.Credits);

    public static Reckoning Of(Claim claim, DateOnly day, BusinessCalendar calendar)
    {
        var reckoning = new Reckoning(claim, calendar);

        foreach (var credit in claim.DatedCredits.Where(credit => credit.On <= day).OrderBy(credit => credit.On))
        {
            reckoning.Credit(credit);
        }

        reckoning._stretches.Add(reckoning.Run(day));
        return reckoning;
    }

    private void Credit(DatedCredit credit)
    {
        var stretch = Run(credit.On);
        var fell = Allocation.Of(_owed, credit.Amount);
        _owed = _owed.Less(fell);
        _stretches.Add(stretch with { Credit = credit, Fell = fell });
    }

    private Stretch Run(DateOnly until)
    {
        var terms = _claim.Terms;
        var late = terms.DaysLate(_claim.DueOn, until, _calendar);

        if (late == 0)
        {
            return new(until, 0);
        }

        var wasLate = _owed.DaysLate > 0;
        var index = _claim.CorrectionIndex is { } name ? _claim.Indexes.Growth(name, _since, until) : null;
        var corrected = _owed.Principal + _owed.Correction;
        var correction = index is null ? Money.Zero : Correct(corrected, index.Factor);
        var basis = terms.ChargedOn is ChargedOn.Original ? _owed.Principal : corrected + correction;
        var legal = terms.Formula is InterestFormula.TaxaLegal
            ? _claim.Indexes.LegalInterest(wasLate ? _since : terms.CountedFrom(_claim.DueOn, _calendar), until)
            : null;

        var stretch = new Stretch(until, late - _owed.DaysLate)
        {
            CorrectionBasis = corrected,
            Index = index,
            Correction = correction,
            Basis = basis,
            Fine = wasLate ? Money.Zero : basis.Times(terms.FineRate),
            Interest = legal is null ? terms.InterestOn(basis, late - _owed.DaysLate) : basis.Times(legal.Factor),
            LegalRate = legal,
        };
        _since = until;
        _owed = _owed with
        {
            Correction = _owed.Correction + correction,
            Fine = _owed.Fine + stretch.Fine,
            Interest = _owed.Interest + stretch.Interest,
            DaysLate = late,
        };
        return stretch;
    }

    // The nominal principal is the floor (STJ, Tema 235).
    private Money Correct(Money corrected, decimal factor)
    {
        var growth = _deflation * factor;
        var change = corrected.Times(growth - 1);
        var sinks = growth < 1 && !_owed.Principal.IsZero && _owed.Correction + change <= Money.Zero;
        _deflation = sinks ? Math.Min(corrected.Cents * growth / _owed.Principal.Cents, 1) : 1;
        return sinks ? -_owed.Correction : change;
    }
}
