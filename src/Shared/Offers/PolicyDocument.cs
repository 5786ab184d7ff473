using System.Text.Json;

namespace Shared.Offers;

/// <summary>
/// What a creditor may offer to whom: the JSON document of an offer policy. Conditions that are absent hold for
/// every debt. Percentages travel as strings, "20.00" is 20 %. Who decides: the rules of the campaigns in force, by the
/// campaign's priority and then the rule's; then the rules of the person's variant, or <see cref="Rules"/>. The first
/// that matches decides alone.
/// </summary>
public sealed record PolicyDocument
{
    public required IReadOnlyList<PolicyRule> Rules { get; init; }

    /// <summary>What goes before the rules for a while and for some.</summary>
    public IReadOnlyList<PolicyCampaign>? Campaigns { get; init; }

    /// <summary>Champion and challengers: other rules for a part of the people, to see what works.</summary>
    public PolicyExperiment? Experiment { get; init; }

    /// <summary>How far a debtor's own proposal may go, where a rule has nothing of its own.</summary>
    public CounterFloor? CounterProposal { get; init; }

    /// <summary>As a column keeps it.</summary>
    internal static string Write(PolicyDocument document) => JsonSerializer.Serialize(document, OffersJson.Default.PolicyDocument);

    internal static PolicyDocument Read(string json) => JsonSerializer.Deserialize(json, OffersJson.Default.PolicyDocument)!;
}

/// <summary>For debts that meet <see cref="When"/>, these ways to pay. The lowest <see cref="Priority"/> that matches decides alone.</summary>
public sealed record PolicyRule
{
    /// <summary>Unique within the document; stays in every agreement made from it.</summary>
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Rules of the same priority may not match the same debt.</summary>
    public int Priority { get; init; }
    public PolicyConditions When { get; init; } = new();
    public required IReadOnlyList<PolicyTerms> Terms { get; init; }

    /// <summary>How far a debtor's own proposal may go; the document's where absent.</summary>
    public CounterFloor? CounterProposal { get; init; }
}

/// <summary>A campaign (feirão, 13º, bom pagador): rules of its own, ways to pay added to the rule that decides, or both.</summary>
public sealed record PolicyCampaign
{
    /// <summary>Unique among the document's rules and campaigns.</summary>
    public required string Id { get; init; }

    /// <summary>As debtors read it: "Feirão de dezembro".</summary>
    public required string Name { get; init; }

    /// <summary>Both days belong to it.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }

    /// <summary>The lowest goes first.</summary>
    public int Priority { get; init; }

    /// <summary>For whom it is; holds beside the conditions of each of its rules.</summary>
    public PolicyConditions Audience { get; init; } = new();

    /// <summary>What the debtor reads beside an offer of it, with its last day: why it is there, and until when.</summary>
    public string? Reward { get; init; }
    public IReadOnlyList<PolicyRule>? Rules { get; init; }

    /// <summary>Offered besides what the deciding rule offers.</summary>
    public IReadOnlyList<PolicyTerms>? ExtraTerms { get; init; }
}

/// <summary>Splits people among variants; a person stays in the same one as long as the experiment keeps its id and weights.</summary>
public sealed record PolicyExperiment
{
    public required string Id { get; init; }
    public required IReadOnlyList<PolicyVariant> Variants { get; init; }
}

/// <summary>One arm of an experiment. Without rules of its own it is the champion: the rules of the document.</summary>
public sealed record PolicyVariant
{
    public required string Id { get; init; }

    /// <summary>Its share of the people is its weight in the sum of all weights.</summary>
    public required int Weight { get; init; }
    public IReadOnlyList<PolicyRule>? Rules { get; init; }
}
