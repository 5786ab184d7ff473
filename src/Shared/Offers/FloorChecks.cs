using Shared.Creditors;

namespace Shared.Offers;

/// <summary>What is wrong with the floor of counter-proposals in a policy document. Pure.</summary>
internal static class FloorChecks
{
    public static IEnumerable<(string Path, string Flaw)> FlawsOf(CounterFloor? floor, CreditorProfile guards)
    {
        if (floor is null)
        {
            yield break;
        }

        var discount = floor.Discount;

        if (new[] { discount.Principal, discount.Correction, discount.Interest, discount.Fine, discount.Fees }.Any(d => d.Fraction is < 0 or > 1))
        {
            yield return ("discount", "Cada desconto vai de 0.00 a 100.00.");
        }

        if (discount.Principal.Fraction > 1 - guards.MinPrincipalRecoveredRate)
        {
            yield return ("discount.principal", $"O credor exige recuperar ao menos {Percent.OfFraction(guards.MinPrincipalRecoveredRate)} do principal.");
        }

        if (floor.MaxInstalments is < 1 or > CustomPlan.MostInstalments)
        {
            yield return ("maxInstalments", $"De 1 a {CustomPlan.MostInstalments}; 1 aceita só pagamento único.");
        }

        if (floor.MinInstalment is { } least && least < Money.Zero)
        {
            yield return ("minInstalment", "A parcela mínima não pode ser negativa.");
        }

        if (floor.MinDownPayment.Fraction is < 0 or > 0.9m)
        {
            yield return ("minDownPayment", "A entrada mínima vai de 0.00 a 90.00.");
        }

        if (floor.MonthlyRate.Fraction is < 0 or > 0.2m)
        {
            yield return ("monthlyRate", "O custo de esperar vai de 0.00 a 20.00 ao mês. Ele nunca é cobrado.");
        }
    }
}
