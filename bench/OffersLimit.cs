using Shared.Offers;

namespace Bench;

/// <summary>
/// The limit of P-6: the same first match and the same full table of every number of instalments as one tight loop over plain
/// arrays, in decimals and nothing else. It knows only what these rules use, and none of the product's code for them.
/// </summary>
internal sealed class OffersLimit
{
    private const int Parts = 5;
    private readonly Rule[] _rules;
    private readonly decimal[] _rates;
    private readonly decimal[] _factors;

    /// <param name="periods">What each period of the plan earns, to eighteen decimals.</param>
    public OffersLimit(IEnumerable<OfferRuleData> rules, IReadOnlyList<decimal> periods)
    {
        _rules = [.. rules.Select(r => new Rule(r.MinDays, r.MaxDays, r.Product, [.. r.Single], [.. r.Plan], r.MinCount, r.MaxCount))];
        _rates = [.. periods];
        _factors = new decimal[_rates.Length];
        var (present, worth) = (1m, 0m);

        for (var i = 0; i < _rates.Length; i++)
        {
            present /= 1 + _rates[i];
            worth += present;
            _factors[i] = 1 / worth;
        }
    }

    /// <summary>Adds up what the product's simulation adds up: who has offers, how many, the least and largest discount, the cheapest total.</summary>
    public Sums Run(LimitDebt[] debts, int from, int count)
    {
        var sums = new Sums();

        for (var i = 0; i < count; i++)
        {
            Add(debts[(from + i) % debts.Length], sums);
        }

        return sums;
    }

    private void Add(LimitDebt debt, Sums sums)
    {
        foreach (var rule in _rules)
        {
            if (debt.Days >= rule.MinDays && debt.Days <= rule.MaxDays && debt.Product == rule.Product)
            {
                Decide(debt, rule, sums);
                return;
            }
        }
    }

    private void Decide(LimitDebt debt, Rule rule, Sums sums)
    {
        var (single, plan) = (DiscountOf(debt, rule.Single), DiscountOf(debt, rule.Plan));
        var cheapest = debt.Total - single;
        var toPay = debt.Total - plan;
        var offers = 1;

        for (var count = rule.MinCount; count <= rule.MaxCount; count++)
        {
            var instalment = decimal.Round(toPay * _factors[count - 1], MidpointRounding.AwayFromZero);
            var (owed, paid) = (toPay, 0m);

            for (var period = 0; period < count - 1; period++)
            {
                owed += decimal.Round(owed * _rates[period], MidpointRounding.AwayFromZero);
                var payment = Math.Min(instalment, owed);
                owed -= payment;
                paid += payment;
            }

            owed += decimal.Round(owed * _rates[count - 1], MidpointRounding.AwayFromZero);
            cheapest = Math.Min(cheapest, paid + owed);
            offers++;
        }

        sums.WithOffer++;
        sums.Offers += offers;
        sums.Least += Math.Min(single, plan);
        sums.Most += Math.Max(single, plan);
        sums.Cash += cheapest;
    }

    private static decimal DiscountOf(LimitDebt debt, decimal[] rates)
    {
        var sum = 0m;

        for (var part = 0; part < Parts; part++)
        {
            sum += decimal.Round(debt.Parts[part] * rates[part], MidpointRounding.AwayFromZero);
        }

        return sum;
    }

    private sealed record Rule(int MinDays, int MaxDays, string Product, decimal[] Single, decimal[] Plan, int MinCount, int MaxCount);

    /// <summary>In centavos.</summary>
    internal sealed class Sums
    {
        public long WithOffer { get; set; }
        public long Offers { get; set; }
        public decimal Least { get; set; }
        public decimal Most { get; set; }
        public decimal Cash { get; set; }

        public override string ToString() => $"{WithOffer} {Offers} {Least:0} {Most:0} {Cash:0}";
    }
}

/// <summary>A debt in centavos: principal, correction, interest, fine, fees.</summary>
internal sealed record LimitDebt(int Days, string Product, decimal[] Parts, decimal Total)
{
    public static LimitDebt Of(DebtFacts facts)
    {
        var owed = facts.Balance.AfterCredits();
        decimal[] parts = [owed.Principal.Cents, owed.Correction.Cents, owed.Interest.Cents, owed.Fine.Cents, owed.Fees.Cents];
        return new(facts.Balance.DaysLate, facts.Product, parts, parts.Sum());
    }
}

/// <summary>A rule of the bench, for both: days late and product, a discount at once, and another in up to so many instalments at 1 % a month.</summary>
internal sealed record OfferRuleData(int MinDays, int MaxDays, string Product, IReadOnlyList<decimal> Single, IReadOnlyList<decimal> Plan, int MinCount, int MaxCount);
