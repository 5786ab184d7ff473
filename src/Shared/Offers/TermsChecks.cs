using Shared.Creditors;

namespace Shared.Offers;

/// <summary>Whether one way to pay makes sense, and keeps within the creditor's guards and the law.</summary>
internal static class TermsChecks
{
    public static IEnumerable<Flaw> FlawsOf(PolicyTerms terms, CreditorProfile guards) =>
    [
        .. PolicyChecks.IsId(terms.Id) ? Array.Empty<Flaw>() : [new("id", "Use de 1 a 40 letras, números, hífen ou sublinhado.")],
        .. Discounts(terms, guards),
        .. Dates(terms),
        .. terms.Form is PaymentForm.SinglePayment ? Single(terms) : Plan(terms, guards),
    ];

    private static IEnumerable<Flaw> Discounts(PolicyTerms terms, CreditorProfile guards)
    {
        var off = terms.Discount;

        if (new[] { off.Principal, off.Correction, off.Interest, off.Fine, off.Fees }.Any(d => d.Fraction is < 0 or > 1))
        {
            yield return new("discount", "Cada desconto vai de 0.00 a 100.00.");
        }

        if (off.Principal.Fraction > 1 - guards.MinPrincipalRecoveredRate)
        {
            yield return new("discount.principal", $"O credor exige recuperar ao menos {Percent.OfFraction(guards.MinPrincipalRecoveredRate)} do principal.");
        }

        // A debt that nothing was added to yet is all principal: there the discount on it is the whole discount.
        if (off.Principal.Fraction > guards.MaxDiscountRate)
        {
            yield return new("discount.principal", $"O credor não aceita desconto acima de {Percent.OfFraction(guards.MaxDiscountRate)}.");
        }
    }

    private static IEnumerable<Flaw> Dates(PolicyTerms terms)
    {
        if (terms.FirstPaymentDays is < OfferQuote.ValidDays or > PolicyLimits.DaysToFirstPayment)
        {
            yield return new(
                "firstPaymentDays",
                $"De {OfferQuote.ValidDays} a {PolicyLimits.DaysToFirstPayment} dias: a proposta vale {OfferQuote.ValidDays} dias e não pode vencer antes.");
        }

        if (terms.MaxFirstPaymentDays is { } furthest && (furthest < terms.FirstPaymentDays || furthest > PolicyLimits.FurthestFirstPayment))
        {
            yield return new("maxFirstPaymentDays", $"De firstPaymentDays a {PolicyLimits.FurthestFirstPayment} dias.");
        }

        if (terms.DueDays is { } days && (days.Count == 0 || days.Any(d => d is < 1 or > 31) || days.Distinct().Count() < days.Count))
        {
            yield return new("dueDays", "Dias do mês, de 1 a 31, sem repetir.");
        }
    }

    private static IEnumerable<Flaw> Single(PolicyTerms terms)
    {
        if (terms.Instalments is not null || terms.MonthlyRate != Percent.Zero || terms.DownPayment != Percent.Zero || terms.DueDays is not null)
        {
            yield return new("form", "À vista não tem parcelas, entrada, juros nem dia do mês.");
        }
    }

    private static IEnumerable<Flaw> Plan(PolicyTerms terms, CreditorProfile guards)
    {
        if (terms.Instalments is not { } count || count.Min < (terms.DownPayment == Percent.Zero ? 2 : 1)
            || count.Max > PolicyLimits.Instalments || count.Min > count.Max)
        {
            yield return new("instalments", $"Informe min e max, de 2 a {PolicyLimits.Instalments}; com entrada, de 1.");
        }

        if (terms.MinInstalment is { Cents: <= 0 })
        {
            yield return new("minInstalment", "A parcela mínima é um valor positivo.");
        }

        if (terms.DownPayment.Fraction is < 0 or > PolicyLimits.DownPayment)
        {
            yield return new("downPayment", $"A entrada vai de 0.00 a {Percent.OfFraction(PolicyLimits.DownPayment).ToWire()}.");
        }

        if (terms.MonthlyRate.Fraction < 0)
        {
            yield return new("monthlyRate", "Os juros não podem ser negativos.");
        }
        else if (terms.MonthlyRate.Fraction > OfferBounds.Of(guards).MaxMonthlyRate)
        {
            yield return new(
                "monthlyRate",
                guards.IsFinancialInstitution
                    ? "Juros acima de 20% ao mês não são aceitos."
                    : "Quem não é instituição financeira não pode cobrar mais de 1% ao mês (Decreto 22.626/1933; REsp 1.720.656).");
        }
    }
}
