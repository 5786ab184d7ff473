using Shared.Creditors;

namespace Shared.Debts;

/// <summary>What holds for a debt where its row says nothing: the creditor's usual contract.</summary>
public sealed record DebtDefaults(LateTerms Terms, string? CorrectionIndex = null)
{
    public static DebtDefaults Of(CreditorProfile profile)
    {
        var formula = profile.DefaultInterestFormula;
        var rate = formula is InterestFormula.TaxaLegal ? 0 : profile.DefaultMonthlyInterestRate;
        var terms = new LateTerms(profile.DefaultFineRate, rate)
        {
            Formula = formula,
            ChargedOn = profile.DefaultChargedOn,
            LateSince = profile.DefaultLateSince,
        };
        return new(terms, profile.DefaultCorrectionIndex);
    }
}
