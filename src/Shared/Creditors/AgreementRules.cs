namespace Shared.Creditors;

/// <summary>
/// How a creditor's agreements live (product O7, decision 2). Copied into each offer, so that what was accepted stays
/// what it was. Days are calendar days.
/// </summary>
public sealed record AgreementRules
{
    /// <summary>After a due date; on these days a late instalment breaks nothing.</summary>
    public int GraceDays { get; init; } = 5;

    /// <summary>How long before a break the debtor is warned, at least.</summary>
    public int CureNoticeDays { get; init; } = 2;

    /// <summary>How many instalments must be past their grace at the same time for a break.</summary>
    public int MissedInstalments { get; init; } = 1;

    /// <summary>After a break, nothing is offered again for so long.</summary>
    public int ReofferDays { get; init; } = 7;

    /// <summary>While nothing was paid, the debtor may step back within so many days of accepting (CDC 49).</summary>
    public int WithdrawalDays { get; init; } = 7;

    /// <summary>How often, in the whole life of an agreement, one due date may be moved.</summary>
    public int MaxDueDateMoves { get; init; } = 1;

    /// <summary>How far a due date may be moved, counted from where it was first.</summary>
    public int MaxMoveDays { get; init; } = 15;

    /// <summary>How often, in the whole life of an agreement, one late instalment may be split in two.</summary>
    public int MaxSplits { get; init; } = 1;

    /// <summary>How often, counted along the chain of agreements, one may give way to a new one; 0 forbids it.</summary>
    public int MaxRenegotiations { get; init; } = 1;
}
