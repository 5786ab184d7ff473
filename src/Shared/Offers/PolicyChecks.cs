using Shared.Creditors;

namespace Shared.Offers;

/// <summary>Reads a policy document as its author should: every flaw is named with its place, so that all can be mended at once. Pure.</summary>
public static class PolicyChecks
{
    /// <summary>What is wrong with the document, by JSON path; empty when it may be published under these guards.</summary>
    public static IReadOnlyDictionary<string, string[]> FlawsOf(PolicyDocument document, CreditorProfile guards)
    {
        var flaws = Holes(document).ToList();

        if (flaws.Count == 0)
        {
            flaws = [.. FlawsIn(document, guards)];
        }

        return flaws.GroupBy(f => f.Path).ToDictionary(g => g.Key, g => g.Select(f => f.Text).Distinct().ToArray());
    }

    private static IEnumerable<Flaw> FlawsIn(PolicyDocument document, CreditorProfile guards)
    {
        if (document.Campaigns?.Count > PolicyLimits.Campaigns)
        {
            yield return new("campaigns", $"No máximo {PolicyLimits.Campaigns} campanhas.");
        }

        foreach (var flaw in RulesAndTerms(document, guards).Concat(ExperimentFlaws(document.Experiment)))
        {
            yield return flaw;
        }

        foreach (var (index, campaign) in (document.Campaigns ?? []).Index())
        {
            foreach (var flaw in CampaignFlaws(campaign))
            {
                yield return flaw.Under($"campaigns[{index}]");
            }
        }

        var twins = from named in document.Ids() group named by named.Id into same where same.Count() > 1 select same;

        foreach (var twin in twins)
        {
            yield return new($"{twin.Last().Path}.id", $"O identificador '{twin.Key}' se repete.");
        }
    }

    private static IEnumerable<Flaw> RulesAndTerms(PolicyDocument document, CreditorProfile guards)
    {
        foreach (var list in document.RuleLists())
        {
            if (list.Rules.Count is 0 or > PolicyLimits.Rules)
            {
                yield return new(list.Path, $"Informe de 1 a {PolicyLimits.Rules} regras.");
            }

            foreach (var (index, rule) in list.Rules.Index())
            {
                foreach (var flaw in RuleFlaws(rule, list.Audience, guards))
                {
                    yield return flaw.Under($"{list.Path}[{index}]");
                }
            }
        }

        foreach (var (index, campaign) in (document.Campaigns ?? []).Index())
        {
            foreach (var flaw in TermsFlaws(campaign.ExtraTerms ?? [], guards, "extraTerms"))
            {
                yield return flaw.Under($"campaigns[{index}]");
            }
        }
    }

    private static IEnumerable<Flaw> RuleFlaws(PolicyRule rule, PolicyConditions audience, CreditorProfile guards)
    {
        if (!IsId(rule.Id))
        {
            yield return new("id", "Use de 1 a 40 letras, números, hífen ou sublinhado.");
        }

        if (rule.Name?.Length > PolicyLimits.NameLength)
        {
            yield return new("name", $"No máximo {PolicyLimits.NameLength} caracteres.");
        }

        if (rule.Priority is < 0 or > PolicyLimits.Priority)
        {
            yield return new("priority", $"De 0 a {PolicyLimits.Priority}.");
        }

        if (rule.Terms.Count == 0)
        {
            yield return new("terms", $"Informe de 1 a {PolicyLimits.Terms} formas de pagamento.");
        }

        var conditions = ConditionChecks.FlawsOf(rule.When).ToList();

        if (conditions.Count == 0 && !ConditionChecks.FlawsOf(audience).Any() && SampleDebt.MeetingAll([audience, rule.When]) is null)
        {
            conditions.Add(new("", "Nenhuma conta atende ao público da campanha e a esta regra ao mesmo tempo."));
        }

        foreach (var flaw in conditions.Select(f => f.Under("when")).Concat(TermsFlaws(rule.Terms, guards, "terms")))
        {
            yield return flaw;
        }
    }

    private static IEnumerable<Flaw> TermsFlaws(IReadOnlyList<PolicyTerms> list, CreditorProfile guards, string path)
    {
        if (list.Count > PolicyLimits.Terms)
        {
            yield return new(path, $"No máximo {PolicyLimits.Terms} formas de pagamento.");
        }

        if (list.Select(t => t.Id).Distinct().Count() < list.Count)
        {
            yield return new(path, "Cada forma de pagamento tem um identificador próprio.");
        }

        foreach (var (index, terms) in list.Index())
        {
            foreach (var flaw in TermsChecks.FlawsOf(terms, guards))
            {
                yield return flaw.Under($"{path}[{index}]");
            }
        }
    }

    private static IEnumerable<Flaw> CampaignFlaws(PolicyCampaign campaign)
    {
        if (!IsId(campaign.Id))
        {
            yield return new("id", "Use de 1 a 40 letras, números, hífen ou sublinhado.");
        }

        if (campaign.Name.Length is 0 or > PolicyLimits.NameLength)
        {
            yield return new("name", $"De 1 a {PolicyLimits.NameLength} caracteres.");
        }

        if (campaign.Reward?.Length is 0 or > PolicyLimits.RewardLength)
        {
            yield return new("reward", $"De 1 a {PolicyLimits.RewardLength} caracteres.");
        }

        if (campaign.Priority is < 0 or > PolicyLimits.Priority)
        {
            yield return new("priority", $"De 0 a {PolicyLimits.Priority}.");
        }

        if (campaign.Until < campaign.From)
        {
            yield return new("until", "O fim é antes do começo.");
        }

        if (campaign.Rules is null && campaign.ExtraTerms is not { Count: > 0 })
        {
            yield return new("", "Uma campanha traz regras ou formas de pagamento a mais.");
        }

        foreach (var flaw in ConditionChecks.FlawsOf(campaign.Audience))
        {
            yield return flaw.Under("audience");
        }
    }

    private static IEnumerable<Flaw> ExperimentFlaws(PolicyExperiment? experiment)
    {
        if (experiment is null)
        {
            yield break;
        }

        if (!IsId(experiment.Id))
        {
            yield return new("experiment.id", "Use de 1 a 40 letras, números, hífen ou sublinhado.");
        }

        if (experiment.Variants.Count is < 2 or > PolicyLimits.Variants)
        {
            yield return new("experiment.variants", $"Informe de 2 a {PolicyLimits.Variants} variantes.");
        }

        foreach (var (index, variant) in experiment.Variants.Index())
        {
            if (!IsId(variant.Id))
            {
                yield return new($"experiment.variants[{index}].id", "Use de 1 a 40 letras, números, hífen ou sublinhado.");
            }

            if (variant.Weight is < 1 or > PolicyLimits.Weight)
            {
                yield return new($"experiment.variants[{index}].weight", $"De 1 a {PolicyLimits.Weight}.");
            }

            if (experiment.Variants.Take(index).Any(v => v.Id == variant.Id))
            {
                yield return new($"experiment.variants[{index}].id", $"O identificador '{variant.Id}' se repete.");
            }
        }
    }

    // JSON can say null inside a list; nothing after this looks for it.
    private static IEnumerable<Flaw> Holes(PolicyDocument document)
    {
        if (Has(document.Campaigns) || Has(document.Experiment?.Variants))
        {
            return [new(Has(document.Campaigns) ? "campaigns" : "experiment.variants", Hole)];
        }

        var lists = document.RuleLists().ToList();
        return
        [
            .. lists.Where(l => Has(l.Rules)).Select(l => new Flaw(l.Path, Hole)),
            .. from list in lists
               from rule in list.Rules.Index()
               where rule.Item is not null && Has(rule.Item.Terms)
               select new Flaw($"{list.Path}[{rule.Index}].terms", Hole),
            .. from campaign in (document.Campaigns ?? []).Index()
               where Has(campaign.Item.ExtraTerms)
               select new Flaw($"campaigns[{campaign.Index}].extraTerms", Hole),
        ];

        static bool Has<T>(IReadOnlyList<T>? list) where T : class => list?.Any(item => item is null) == true;
    }

    private const string Hole = "A lista tem um item nulo.";

    internal static bool IsId(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <summary>What is wrong, and where: a path in the document's own JSON.</summary>
internal sealed record Flaw(string Path, string Text)
{
    public Flaw Under(string parent) => this with { Path = Path.Length == 0 ? parent : $"{parent}.{Path}" };
}
