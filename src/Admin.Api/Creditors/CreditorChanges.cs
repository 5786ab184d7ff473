using Admin.Api.Http;
using Shared.Creditors;
using Shared.Debts;

namespace Admin.Api.Creditors;

/// <summary>A merge patch of what <c>GET /v1/creditor</c> shows: the members that a creditor may set itself.</summary>
public sealed record CreditorChanges
{
    public ProfileChanges Profile { get; init; } = new();
}

/// <summary>What is to change. Null puts back the usual; for the index and the basis of fees, that is none.</summary>
public sealed record ProfileChanges
{
    /// <summary>2 % at most (CDC 52 § 1).</summary>
    public Given<Percent> DefaultFinePercent { get; init; }

    /// <summary>1 % at most, except for financial institutions.</summary>
    public Given<Percent> DefaultMonthlyInterestPercent { get; init; }

    /// <summary>How a monthly rate becomes the interest of so many days.</summary>
    public Given<InterestFormula> DefaultInterestFormula { get; init; }

    /// <summary>What fine and interest are charged on.</summary>
    public Given<ChargedOn> DefaultChargedOn { get; init; }

    /// <summary>Where counting starts when the due date was no business day.</summary>
    public Given<LateSince> DefaultLateSince { get; init; }

    /// <summary>IPCA, INPC or IGPM.</summary>
    public Given<string> DefaultIndex { get; init; }

    /// <summary>The clause of the contract that lets the creditor ask for collection fees.</summary>
    public Given<string> FeesBasis { get; init; }

    public AgreementRulesChanges AgreementRules { get; init; } = new();

    internal CreditorSettings Over(CreditorSettings now)
    {
        var usual = CreditorSettings.Usual;
        return new(
            DefaultFinePercent.Over(Percent.OfFraction(now.FineRate), Percent.OfFraction(usual.FineRate)).Fraction,
            DefaultMonthlyInterestPercent.Over(Percent.OfFraction(now.MonthlyInterestRate), Percent.OfFraction(usual.MonthlyInterestRate)).Fraction,
            DefaultInterestFormula.Over(now.InterestFormula, usual.InterestFormula),
            DefaultChargedOn.Over(now.ChargedOn, usual.ChargedOn),
            DefaultLateSince.Over(now.LateSince, usual.LateSince),
            DefaultIndex.Over(now.CorrectionIndex),
            FeesBasis.Over(now.FeesBasis)?.Trim(),
            AgreementRules.Over(now.AgreementRules, usual.AgreementRules));
    }
}

/// <summary>What is to change in how agreements live that are offered from now on.</summary>
public sealed record AgreementRulesChanges
{
    /// <summary>After a due date; 0 to 30.</summary>
    public Given<int> GraceDays { get; init; }

    /// <summary>Of warning before a break; 2 to 15.</summary>
    public Given<int> CureNoticeDays { get; init; }

    /// <summary>Before a break; 1 to 12.</summary>
    public Given<int> MissedInstalments { get; init; }

    /// <summary>After a break; 0 to 90.</summary>
    public Given<int> ReofferDays { get; init; }

    /// <summary>While nothing is paid; 7 to 30 (CDC 49).</summary>
    public Given<int> WithdrawalDays { get; init; }

    /// <summary>In the life of an agreement; 0 to 12.</summary>
    public Given<int> MaxDueDateMoves { get; init; }

    /// <summary>Of a due date, from where it was first; 1 to 60.</summary>
    public Given<int> MaxMoveDays { get; init; }

    /// <summary>Of late instalments, in the life of an agreement; 0 to 12.</summary>
    public Given<int> MaxSplits { get; init; }

    /// <summary>Along the chain of agreements; 0 to 5.</summary>
    public Given<int> MaxRenegotiations { get; init; }

    internal AgreementRules Over(AgreementRules now, AgreementRules usual) => new()
    {
        GraceDays = GraceDays.Over(now.GraceDays, usual.GraceDays),
        CureNoticeDays = CureNoticeDays.Over(now.CureNoticeDays, usual.CureNoticeDays),
        MissedInstalments = MissedInstalments.Over(now.MissedInstalments, usual.MissedInstalments),
        ReofferDays = ReofferDays.Over(now.ReofferDays, usual.ReofferDays),
        WithdrawalDays = WithdrawalDays.Over(now.WithdrawalDays, usual.WithdrawalDays),
        MaxDueDateMoves = MaxDueDateMoves.Over(now.MaxDueDateMoves, usual.MaxDueDateMoves),
        MaxMoveDays = MaxMoveDays.Over(now.MaxMoveDays, usual.MaxMoveDays),
        MaxSplits = MaxSplits.Over(now.MaxSplits, usual.MaxSplits),
        MaxRenegotiations = MaxRenegotiations.Over(now.MaxRenegotiations, usual.MaxRenegotiations),
    };
}
