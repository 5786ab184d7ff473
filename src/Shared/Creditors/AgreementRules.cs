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

/// <summary>How far a creditor's rules may go, by law or for decency's sake.</summary>
public static class AgreementRuleBounds
{
    /// <summary>Why these rules may not stand, by the name of each member.</summary>
    public static IEnumerable<(string Member, string Why)> FlawsOf(AgreementRules rules) =>
        from bound in Bounds
        let value = bound.Of(rules)
        where value < bound.Least || value > bound.Most
        select (bound.Member, $"De {bound.Least} a {bound.Most}{bound.Why}");

    private static readonly (string Member, Func<AgreementRules, int> Of, int Least, int Most, string Why)[] Bounds =
    [
        (nameof(AgreementRules.GraceDays), r => r.GraceDays, 0, 30, " dias: com mais de um mês de tolerância a parcela seguinte vence antes do aviso."),
        (nameof(AgreementRules.CureNoticeDays), r => r.CureNoticeDays, 2, 15, " dias: em menos de dois dias ninguém consegue pagar depois do aviso."),
        (nameof(AgreementRules.MissedInstalments), r => r.MissedInstalments, 1, 12, " parcelas: um acordo em dia não se desfaz."),
        (nameof(AgreementRules.ReofferDays), r => r.ReofferDays, 0, 90, " dias: quem quer pagar não espera mais do que três meses por uma proposta."),
        (nameof(AgreementRules.WithdrawalDays), r => r.WithdrawalDays, 7, 30, " dias: a lei dá ao menos 7 (CDC, art. 49)."),
        (nameof(AgreementRules.MaxDueDateMoves), r => r.MaxDueDateMoves, 0, 12, "."),
        (nameof(AgreementRules.MaxMoveDays), r => r.MaxMoveDays, 1, 60, " dias."),
        (nameof(AgreementRules.MaxSplits), r => r.MaxSplits, 0, 12, "."),
        (nameof(AgreementRules.MaxRenegotiations), r => r.MaxRenegotiations, 0, 5, ": cada renegociação alonga a dívida de quem já não conseguiu pagar."),
    ];
}
