using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// A policy made ready to be asked about many debts of one day: campaigns in force, rules in the order they decide, plans
/// and their dates. Safe to ask from several threads.
/// </summary>
public sealed class PreparedPolicy
{
    private readonly PolicyExperiment? _experiment;
    private readonly OfferBounds _bounds;
    private readonly DateOnly _day;
    private readonly PreparedCampaign[] _extras;
    private readonly PreparedRule[] _rules;
    private readonly Dictionary<string, PreparedRule[]> _rulesOfVariant = [];

    public PreparedPolicy(PolicyDocument policy, OfferBounds bounds, DateOnly day)
    {
        (_experiment, _bounds, _day) = (policy.Experiment, bounds, day);
        var count = 0;
        PolicyCampaign[] campaigns = [.. (policy.Campaigns ?? []).Where(c => day >= c.From && day <= c.Until)];
        PreparedRule[] first =
        [
            .. from campaign in campaigns
               from rule in campaign.Rules ?? []
               orderby campaign.Priority, rule.Priority
               select new PreparedRule(rule, campaign, Prepare(rule.Id, campaign, rule.Terms)),
        ];
        PreparedRule[] own = [.. InOrder(policy.Rules)];
        _extras = [.. campaigns.Where(c => c.ExtraTerms is { Count: > 0 }).Select(c => new PreparedCampaign(c, Prepare(c.Id, c, c.ExtraTerms!)))];
        _rules = [.. first, .. own];

        foreach (var variant in policy.Experiment?.Variants ?? [])
        {
            _rulesOfVariant.Add(variant.Id, variant.Rules is null ? _rules : [.. first, .. InOrder(variant.Rules)]);
        }

        IEnumerable<PreparedRule> InOrder(IEnumerable<PolicyRule> rules) => rules.OrderBy(r => r.Priority).Select(r => new PreparedRule(r, null, Prepare(r.Id, null, r.Terms)));

        PreparedTerms[] Prepare(string head, PolicyCampaign? campaign, IEnumerable<PolicyTerms> terms) =>
            [.. terms.Select(t => new PreparedTerms(count++, head, campaign, t, day))];
    }

    /// <summary>All offers, cheapest first; empty when a debt has no rule, or none of the terms may be offered.</summary>
    public IReadOnlyList<Offer> Quote(OfferFacts facts)
    {
        Invariant.Holds(facts.Day == _day && facts.Debts.Count > 0, "Facts are of the day the policy was prepared for.");

        if (_bounds.BreachBy(facts) is not null)
        {
            return [];
        }

        var variant = _experiment is null ? null : Variants.Of(_experiment, facts.Debtor.PersonKey).Id;
        var rules = variant is null ? _rules : _rulesOfVariant[variant];
        var decided = new PreparedRule[facts.Debts.Count];

        for (var i = 0; i < decided.Length; i++)
        {
            if (Decide(rules, facts.Debts[i], facts.Debtor) is not { } rule)
            {
                return [];
            }

            decided[i] = rule;
        }

        var offers = new List<Offer>();
        BalanceParts[] owed = [.. facts.Debts.Select(d => BalanceParts.Of(d.Balance))];

        foreach (var way in Ways(decided, facts))
        {
            offers.AddRange(GroundOf(way, facts, owed, variant)?.Offers() ?? []);
        }

        offers.Sort(static (a, b) => (a.Total, a.PaymentCount).CompareTo((b.Total, b.PaymentCount)) is not 0 and var order ? order : string.CompareOrdinal(a.Key, b.Key));
        return offers;
    }

    /// <summary>
    /// The same answer for one debt without wishes, for who asks about a million: no schedules and no order, only what a sum
    /// over a portfolio is made of.
    /// </summary>
    public void Weigh(DebtFacts debt, DebtorFacts debtor, Weighing into)
    {
        into.Begin(_experiment is null ? null : Variants.Of(_experiment, debtor.PersonKey).Id);

        if (_bounds.LateLimits.BreachBy(debt.LateTerms, debt.Balance.Fees) is { } breach)
        {
            into.Miss(NoOffer.AgainstTheLaw, breach);
            return;
        }

        if (Decide(into.Variant is null ? _rules : _rulesOfVariant[into.Variant], debt, debtor) is not { } rule)
        {
            into.Miss(NoOffer.NoRule);
            return;
        }

        var owed = BalanceParts.Of(debt.Balance);
        into.Decided(rule.Rule.Id);

        foreach (var terms in rule.Terms)
        {
            Weigh(terms, owed, into);
        }

        foreach (var extra in _extras)
        {
            if (extra.Campaign.Audience.Hold(debt, debtor))
            {
                foreach (var terms in extra.Terms)
                {
                    Weigh(terms, owed, into);
                }
            }
        }
    }

    private void Weigh(PreparedTerms terms, BalanceParts owed, Weighing into)
    {
        if (terms.Terms.MonthlyRate.Fraction > _bounds.MaxMonthlyRate)
        {
            into.Miss(NoOffer.RateAboveLimit);
        }
        else if (terms.Grid is not { } grid)
        {
            into.Miss(NoOffer.NoDates);
        }
        else if (_bounds.Keep(owed, Discount.Of(owed, terms.Terms.Discount)) is not { } discount)
        {
            into.Miss(owed.Total <= Money.Zero ? NoOffer.NothingOwed : NoOffer.GuardBreached);
        }
        else
        {
            into.Add(terms, grid, owed, discount);
        }
    }

    private static PreparedRule? Decide(PreparedRule[] rules, DebtFacts debt, DebtorFacts debtor)
    {
        foreach (var rule in rules)
        {
            if (rule.Speaks(debt, debtor))
            {
                return rule;
            }
        }

        return null;
    }

    // Each debt takes its discount from its own rule. The plan is what the rules have in common: terms of the same id and form
    // are joined, the stricter in every point, so that no rule is broken.
    private IEnumerable<OfferWay> Ways(PreparedRule[] decided, OfferFacts facts)
    {
        var campaign = decided.Select(d => d.Campaign).FirstOrDefault(c => c is not null);
        var name = string.Join('+', decided.Select(d => d.Rule.Id).Distinct());

        foreach (var terms in decided[0].Terms)
        {
            PreparedTerms?[] all = [.. decided.Select(d => d.Terms.FirstOrDefault(t => t.Terms.Id == terms.Terms.Id && t.Terms.Form == terms.Terms.Form))];

            if (!all.Contains(null))
            {
                yield return new OfferWay(name, all!, campaign);
            }
        }

        foreach (var extra in _extras.Where(e => facts.Debts.All(d => e.Campaign.Audience.Hold(d, facts.Debtor))))
        {
            foreach (var terms in extra.Terms)
            {
                yield return new OfferWay(extra.Campaign.Id, [.. decided.Select(_ => terms)], extra.Campaign);
            }
        }
    }

    private OfferGround? GroundOf(OfferWay way, OfferFacts facts, BalanceParts[] owed, string? variant)
    {
        var (terms, usual) = way.Joined(_day);

        if (terms.MonthlyRate.Fraction > _bounds.MaxMonthlyRate || (facts.Dates is null ? usual : PlanGrid.Of(terms, _day, facts.Dates)) is not { } grid)
        {
            return null;
        }

        var discounts = new BalanceParts[owed.Length];

        for (var i = 0; i < owed.Length; i++)
        {
            if (_bounds.Keep(owed[i], Discount.Of(owed[i], way.Terms[i].Terms.Discount)) is not { } kept)
            {
                return null;
            }

            discounts[i] = kept;
        }

        return new OfferGround(facts, _bounds.Rules, way.RuleId, terms, grid, way.Campaign, variant, owed, discounts);
    }
}
