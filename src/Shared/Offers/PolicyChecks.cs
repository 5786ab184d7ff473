using Shared.Creditors;

namespace Shared.Offers;

/// <summary>Reads a policy document as its author should: every flaw is named with its place, so that all can be mended at once. Pure.</summary>
public static class PolicyChecks
{
    private const int MaxRules = 200;
    private const int MaxTerms = 20;
    private const int MaxInstalments = 60;
    private const int MaxDaysToFirstPayment = 30;

    /// <summary>What is wrong with the document, by JSON path; empty when it may be published under these guards.</summary>
    public static IReadOnlyDictionary<string, string[]> FlawsOf(PolicyDocument document, CreditorProfile guards)
    {
        var flaws = new List<(string Path, string Flaw)>();

        if (document.Rules.Count is 0 or > MaxRules)
        {
            flaws.Add(("rules", $"Informe de 1 a {MaxRules} regras."));
        }

        flaws.AddRange(FloorChecks.FlawsOf(document.CounterProposal, guards).Select(f => ($"counterProposal.{f.Path}", f.Flaw)));

        foreach (var (index, rule) in document.Rules.Index())
        {
            var path = $"rules[{index}]";
            flaws.AddRange(FloorChecks.FlawsOf(rule.CounterProposal, guards).Select(f => ($"{path}.counterProposal.{f.Path}", f.Flaw)));
            flaws.AddRange(FlawsOf(rule).Select(f => ($"{path}.{f.Path}", f.Flaw)));

            foreach (var (number, terms) in rule.Terms.Index())
            {
                flaws.AddRange(FlawsOf(terms, guards).Select(f => ($"{path}.terms[{number}].{f.Path}", f.Flaw)));
            }
        }

        flaws.AddRange(from twin in document.Rules.Index().GroupBy(r => r.Item.Id).Where(g => g.Count() > 1)
                       select ($"rules[{twin.Last().Index}].id", $"O identificador '{twin.Key}' se repete."));
        flaws.AddRange(from twin in document.Rules.Index().GroupBy(r => r.Item.Priority).Where(g => g.Count() > 1)
                       select ($"rules[{twin.Last().Index}].priority", $"A prioridade {twin.Key} se repete: cada regra tem a sua."));

        return flaws.GroupBy(f => f.Path).ToDictionary(g => g.Key, g => g.Select(f => f.Flaw).ToArray());
    }

    private static IEnumerable<(string Path, string Flaw)> FlawsOf(PolicyRule rule)
    {
        if (!IsName(rule.Id))
        {
            yield return ("id", "Use de 1 a 40 letras, números, hífen ou sublinhado.");
        }

        if (rule.Terms.Count is 0 or > MaxTerms)
        {
            yield return ("terms", $"Informe de 1 a {MaxTerms} formas de pagamento.");
        }

        if (rule.Terms.Select(t => t.Id).Distinct().Count() < rule.Terms.Count)
        {
            yield return ("terms", "Cada forma de pagamento tem um identificador próprio.");
        }

        if (rule.When.DaysOverdue is { Min: { } from, Max: { } to } && from > to)
        {
            yield return ("when.daysOverdue", "O mínimo é maior que o máximo.");
        }

        if (rule.When.Balance is { Min: { } least, Max: { } most } && least > most)
        {
            yield return ("when.balance", "O mínimo é maior que o máximo.");
        }
    }

    private static IEnumerable<(string Path, string Flaw)> FlawsOf(PolicyTerms terms, CreditorProfile guards)
    {
        if (!IsName(terms.Id))
        {
            yield return ("id", "Use de 1 a 40 letras, números, hífen ou sublinhado.");
        }

        var discounts = new[] { terms.Discount.Principal, terms.Discount.Correction, terms.Discount.Interest, terms.Discount.Fine, terms.Discount.Fees };

        if (discounts.Any(d => d.Fraction is < 0 or > 1))
        {
            yield return ("discount", "Cada desconto vai de 0.00 a 100.00.");
        }

        if (terms.Discount.Principal.Fraction > 1 - guards.MinPrincipalRecoveredRate)
        {
            yield return ("discount.principal", $"O credor exige recuperar ao menos {Percent.OfFraction(guards.MinPrincipalRecoveredRate)} do principal.");
        }

        if (terms.FirstPaymentDays is < OfferQuote.ValidDays or > MaxDaysToFirstPayment)
        {
            yield return ("firstPaymentDays", $"De {OfferQuote.ValidDays} a {MaxDaysToFirstPayment} dias: a proposta vale {OfferQuote.ValidDays} dias e não pode vencer antes.");
        }

        if (terms.Form is PaymentForm.SinglePayment)
        {
            if (terms.Instalments is not null || terms.MonthlyRate != Percent.Zero || terms.DownPayment != Percent.Zero)
            {
                yield return ("form", "À vista não tem parcelas, entrada nem juros.");
            }

            yield break;
        }

        if (terms.Instalments is not { Min: >= 2, Max: <= MaxInstalments } count || count.Min > count.Max)
        {
            yield return ("instalments", $"Informe min e max, de 2 a {MaxInstalments}.");
        }

        if (terms.DownPayment.Fraction is < 0 or > 0.9m)
        {
            yield return ("downPayment", "A entrada vai de 0.00 a 90.00.");
        }

        if (terms.MonthlyRate.Fraction < 0)
        {
            yield return ("monthlyRate", "Os juros não podem ser negativos.");
        }
        else if (!guards.IsFinancialInstitution && terms.MonthlyRate.Fraction > 0.01m)
        {
            yield return ("monthlyRate", "Quem não é instituição financeira não pode cobrar mais de 1% ao mês (Decreto 22.626/1933; REsp 1.720.656).");
        }
        else if (terms.MonthlyRate.Fraction > 0.2m)
        {
            yield return ("monthlyRate", "Juros acima de 20% ao mês não são aceitos.");
        }
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
