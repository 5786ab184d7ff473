using Shared.Debts;

namespace Shared.Offers;

/// <summary>A policy made ready to be asked about many debts of one day: campaigns in force, rules in the order they decide.</summary>
public sealed class PreparedPolicy(PolicyDocument policy, OfferBounds bounds, DateOnly day)
{
    private readonly PolicyCampaign[] _campaigns = [.. (policy.Campaigns ?? []).Where(c => day >= c.From && day <= c.Until).OrderBy(c => c.Priority)];
    private readonly PolicyRule[] _rules = InOrder(policy.Rules);
    private readonly Dictionary<string, PolicyRule[]> _rulesOfVariant =
        (policy.Experiment?.Variants ?? []).ToDictionary(v => v.Id, v => InOrder(v.Rules ?? policy.Rules));

    /// <summary>All offers, cheapest first.</summary>
    public IReadOnlyList<Offer> Quote(OfferFacts facts)
    {
        Invariant.Holds(facts.Day == day && facts.Debts.Count > 0, "Facts are of the day the policy was prepared for.");

        if (bounds.BreachBy(facts) is not null)
        {
            return [];
        }

        var variant = policy.Experiment is { } experiment ? Variants.Of(experiment, facts.Debtor.PersonKey) : null;
        var rules = variant is null ? _rules : _rulesOfVariant[variant.Id];
        var decisions = new Decision[facts.Debts.Count];

        for (var i = 0; i < decisions.Length; i++)
        {
            if (Decide(facts.Debts[i], facts.Debtor, rules) is not { } decision)
            {
                return [];
            }

            decisions[i] = decision;
        }

        var maker = new OfferMaker(facts, bounds, decisions, variant?.Id);
        return [.. maker.Offers().OrderBy(o => o.Total).ThenBy(o => o.Payments.Count).ThenBy(o => o.Key, StringComparer.Ordinal)];
    }

    private Decision? Decide(DebtFacts debt, DebtorFacts debtor, PolicyRule[] rules)
    {
        PolicyCampaign[] held = [.. _campaigns.Where(c => c.Audience.Hold(debt, debtor))];
        var own = held.SelectMany(c => c.Rules ?? [], (c, r) => (Campaign: c, Rule: r))
            .Where(x => x.Rule.When.Hold(debt, debtor))
            .OrderBy(x => x.Campaign.Priority).ThenBy(x => x.Rule.Priority)
            .Select(x => new Decision(x.Rule, x.Campaign, held))
            .FirstOrDefault();

        return own ?? (rules.FirstOrDefault(r => r.When.Hold(debt, debtor)) is { } rule ? new Decision(rule, null, held) : null);
    }

    private static PolicyRule[] InOrder(IEnumerable<PolicyRule> rules) => [.. rules.OrderBy(r => r.Priority)];
}

/// <summary>Which rule speaks of a debt, from which campaign if any; and the campaigns in force that the debt is in.</summary>
internal sealed record Decision(PolicyRule Rule, PolicyCampaign? Campaign, IReadOnlyList<PolicyCampaign> Held);
