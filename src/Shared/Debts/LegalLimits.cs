using Shared.Creditors;

namespace Shared.Debts;

/// <summary>How much lateness may cost by law. A null interest rate is a creditor the usury law does not bind.</summary>
public sealed record LegalLimits(decimal FineRate, decimal? MonthlyInterestRate)
{
    public static readonly LegalLimits Ordinary = new(0.02m, 0.01m);
    public static readonly LegalLimits FinancialInstitution = new(0.02m, null);

    /// <summary>Of those it does not bind: above this nobody lends, and a typing error is likelier.</summary>
    public const decimal HighestMonthlyRate = 0.2m;

    public static readonly Refusal FineTooHigh =
        new("fine-above-legal-limit", "A multa por atraso não pode passar de 2% (CDC, art. 52, § 1º).");

    public static readonly Refusal InterestTooHigh = new(
        "interest-above-legal-limit",
        "Os juros não podem passar de 1% ao mês (Decreto 22.626/1933, art. 5º; CTN, art. 161, § 1º).");

    public static readonly Refusal InterestCompounded = new(
        "interest-compounded", "Só instituições financeiras podem cobrar juros sobre juros (Decreto 22.626/1933, art. 4º).");

    public static readonly Refusal FeesWithoutBasis = new(
        "fees-without-contract-basis",
        "Despesas de cobrança só podem ser pedidas quando o contrato as prevê, para os dois lados: o perfil do credor deve dizer a cláusula "
        + "(CC, arts. 389 e 395; CDC, art. 51, XII).");

    public static readonly Refusal FeesOfInstitution = new(
        "fees-barred-for-institutions", "Instituições financeiras não podem somar despesas de cobrança a juros e multa (Res. CMN 4.882/2020).");

    public static readonly Refusal Negative = new("rate-negative", "Multa e juros não podem ser negativos.");

    /// <summary>The clause that lets the creditor ask for fees; none may be asked for without it.</summary>
    public string? FeesBasis { get; init; }

    public static LegalLimits Of(CreditorProfile profile) =>
        (profile.IsFinancialInstitution ? FinancialInstitution : Ordinary) with { FeesBasis = profile.FeesBasis };

    /// <summary>Why the law would not have these terms, and these fees on top; null when it would.</summary>
    public Refusal? BreachBy(LateTerms terms, Money fees) => Breaches(terms, fees).FirstOrDefault();

    /// <summary>Every reason at once.</summary>
    public IEnumerable<Refusal> Breaches(LateTerms terms, Money fees)
    {
        if (terms is { FineRate: < 0 } or { MonthlyInterestRate: < 0 })
        {
            yield return Negative;
        }

        if (terms.FineRate > FineRate)
        {
            yield return FineTooHigh;
        }

        if (terms.MonthlyInterestRate > MonthlyInterestRate)
        {
            yield return InterestTooHigh;
        }

        if (terms.Formula is InterestFormula.Compound && MonthlyInterestRate is not null)
        {
            yield return InterestCompounded;
        }

        if (fees > Money.Zero && MonthlyInterestRate is null)
        {
            yield return FeesOfInstitution;
        }
        else if (fees > Money.Zero && string.IsNullOrWhiteSpace(FeesBasis))
        {
            yield return FeesWithoutBasis;
        }
    }
}
