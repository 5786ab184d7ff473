using Shared.Offers;

namespace Portal;

/// <summary>What an offer says, in the order people ask: how much each time, how much in all, at what cost, until when.</summary>
public static class OfferWords
{
    extension(OfferTerms terms)
    {
        /// <summary>"3 vezes de R$ 249,78"; an entrada and an odd last instalment are named.</summary>
        public string Plan
        {
            get
            {
                var amounts = terms.Payments.Select(p => p.Amount).ToList();
                var rest = HasDownPayment(amounts) ? amounts[1..] : amounts;
                var down = rest.Count < amounts.Count ? $"Entrada de {amounts[0]} e mais " : "";
                var odd = rest.Count > 1 && rest[^1] != rest[0] ? $", a última de {rest[^1]}" : "";
                return $"{down}{rest.Count.Count("vez", "vezes")} de {rest[0]}{odd}";
            }
        }

        public string InterestInWords =>
            terms.MonthlyRate == 0 ? "sem juros" : $"com juros de {terms.MonthlyRate.AsPercent()} ao mês";

        public string CetInWords =>
            terms.CetYearly == 0 ? "0% ao ano" : $"{terms.CetMonthly.AsPercent()} ao mês, {terms.CetYearly.AsPercent()} ao ano";

        /// <summary>Against today's balance; a plan with interest may cost more, and then says so.</summary>
        public string SavingInWords => terms.Saving switch
        {
            { Cents: > 0 } saving => $"Você paga {saving} a menos ({(saving.Cents * 100 / terms.Balance.Total.Cents)}%)",
            { Cents: < 0 } saving => $"Você paga {-saving} a mais do que o valor de hoje, por causa dos juros",
            _ => "É o valor de hoje, sem acréscimo",
        };

        public OfferPayment First => terms.Payments[0];

        public OfferPayment Last => terms.Payments[^1];
    }

    // Rounding moves the last instalment by less than a centavo each; a larger step at the start is an entrada.
    private static bool HasDownPayment(List<Money> amounts) =>
        amounts.Count > 1 && Math.Abs(amounts[0].Cents - amounts[1].Cents) > amounts.Count;
}
