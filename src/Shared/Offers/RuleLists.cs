namespace Shared.Offers;

/// <summary>Rules that are asked together: those of the document, of a variant, or of a campaign.</summary>
/// <param name="Path">Where the list stands in the document.</param>
internal sealed record RuleList(string Path, IReadOnlyList<PolicyRule> Rules, PolicyConditions Audience, PolicyCampaign? Campaign);

internal static class RuleListsOfPolicy
{
    private static readonly PolicyConditions Everybody = new();

    extension(PolicyDocument document)
    {
        public IEnumerable<RuleList> RuleLists() =>
        [
            new("rules", document.Rules, Everybody, null),
            .. from variant in (document.Experiment?.Variants ?? []).Index()
               where variant.Item.Rules is not null
               select new RuleList($"experiment.variants[{variant.Index}].rules", variant.Item.Rules!, Everybody, null),
            .. from campaign in (document.Campaigns ?? []).Index()
               where campaign.Item.Rules is not null
               select new RuleList($"campaigns[{campaign.Index}].rules", campaign.Item.Rules!, campaign.Item.Audience, campaign.Item),
        ];

        /// <summary>Everything that can stand at the head of an offer's key: one name, one thing.</summary>
        public IEnumerable<(string Id, string Path)> Ids() =>
            document.RuleLists().SelectMany(list => list.Rules.Select((rule, i) => (rule.Id, $"{list.Path}[{i}]")))
                .Concat((document.Campaigns ?? []).Select((campaign, i) => (campaign.Id, $"campaigns[{i}]")));
    }
}
