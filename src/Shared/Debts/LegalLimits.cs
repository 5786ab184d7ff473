namespace Shared.Debts;

/// <summary>How much lateness may cost by law. A null interest rate is a creditor the usury law does not bind.</summary>
public sealed record LegalLimits(decimal FineRate, decimal? MonthlyInterestRate)
{
    public static readonly LegalLimits Ordinary = new(0.02m, 0.01m);
    public static readonly LegalLimits FinancialInstitution = new(0.02m, null);

    public static readonly Refusal FineTooHigh =
        new("fine-above-legal-limit", "A multa por atraso não pode passar de 2% (CDC, art. 52, § 1º).");

    public static readonly Refusal InterestTooHigh = new(
        "interest-above-legal-limit",
        "Os juros não podem passar de 1% ao mês (Decreto 22.626/1933, art. 5º; CTN, art. 161, § 1º).");

    public static readonly Refusal Negative = new("rate-negative", "Multa e juros não podem ser negativos.");

    /// <summary>Why the law would not have these terms; null when it would.</summary>
    public Refusal? BreachBy(LateTerms terms) => terms switch
    {
        { FineRate: < 0 } or { MonthlyInterestRate: < 0 } => Negative,
        _ when terms.FineRate > FineRate => FineTooHigh,
        _ when terms.MonthlyInterestRate > MonthlyInterestRate => InterestTooHigh,
        _ => null,
    };
}
