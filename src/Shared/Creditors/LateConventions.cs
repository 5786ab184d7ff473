namespace Shared.Creditors;

/// <summary>How a contract turns its monthly rate into the interest of so many days (docs/money.md, "Ways to count a day").</summary>
public enum InterestFormula
{
    /// <summary>Simple, a thirtieth of the month's rate a day: the default.</summary>
    Thirtieth,

    /// <summary>Simple, by a rate a day cut to five decimals: 1 % a month is 0.033 % a day.</summary>
    RoundedDay,

    /// <summary>Simple, twelve months' rate over 365 days.</summary>
    Year365,

    /// <summary>(1 + rate) ^ (days / 30) − 1.</summary>
    Compound,

    /// <summary>No rate was agreed: the taxa legal, added up (CC 406; Res. CMN 5.171/2024).</summary>
    TaxaLegal,
}

/// <summary>What fine and interest are charged on: the principal as corrected, or as it was.</summary>
public enum ChargedOn { Corrected, Original }

/// <summary>Where counting starts when the due date was no business day. Paying on the next one is never late.</summary>
public enum LateSince { NextBusinessDay, DueDate }
