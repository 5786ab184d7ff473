namespace Shared.Offers;

/// <summary>Two rules that would decide the same debt with the same right, and such a debt.</summary>
/// <param name="Path">Where the second stands in the document.</param>
/// <param name="On">A day on which both hold, where campaigns decide it.</param>
public sealed record PolicyOverlap(string Path, IReadOnlyList<string> Rules, int Priority, SampleDebt Example, DateOnly? On)
{
    /// <summary>For the author, with the numbers that matter.</summary>
    public string InWords =>
        $"As regras '{Rules[0]}' e '{Rules[1]}' têm a prioridade {Priority} e valem para a mesma conta. Exemplo: {Example.DaysOverdue} dias de atraso, "
        + $"saldo de {Example.Balance}, produto '{Example.Product}'{(On is { } day ? $", em {day:dd/MM/yyyy}" : "")}. Dê prioridades diferentes ou separe as condições.";
}

/// <summary>
/// Finds rules of one priority that can match the same debt. Rules are compared with those they are asked together with:
/// the document's own among themselves, each variant's among themselves, and those of all campaigns of one priority whose
/// windows share a day, each with its campaign's audience.
/// </summary>
public static class PolicyOverlaps
{
    private const int Most = 20;

    /// <summary>The first twenty.</summary>
    public static IReadOnlyList<PolicyOverlap> Of(PolicyDocument document)
    {
        var lists = document.RuleLists().ToList();
        var campaigns = lists.Where(l => l.Campaign is not null).SelectMany(Placed);
        var others = lists.Where(l => l.Campaign is null).SelectMany(l => OverlapsAmong(Placed(l)));
        return [.. others.Concat(OverlapsAmong(campaigns)).Take(Most)];
    }

    private static IEnumerable<PlacedRule> Placed(RuleList list) => list.Rules.Select((rule, i) => new PlacedRule($"{list.Path}[{i}]", rule, list));

    private static IEnumerable<PolicyOverlap> OverlapsAmong(IEnumerable<PlacedRule> rules) =>
        from peers in rules.GroupBy(r => (r.List.Campaign?.Priority, r.Rule.Priority))
        let all = peers.ToList()
        from second in Enumerable.Range(1, all.Count - 1)
        from first in Enumerable.Range(0, second)
        let overlap = Between(all[first], all[second])
        where overlap is not null
        select overlap;

    private static PolicyOverlap? Between(PlacedRule first, PlacedRule second)
    {
        DateOnly? on = null;

        if (first.List.Campaign is { } a && second.List.Campaign is { } b)
        {
            on = a.From > b.From ? a.From : b.From;

            if (on > a.Until || on > b.Until)
            {
                return null;
            }
        }

        return SampleDebt.MeetingAll([first.List.Audience, first.Rule.When, second.List.Audience, second.Rule.When]) is { } example
            ? new PolicyOverlap($"{second.Path}.priority", [first.Rule.Id, second.Rule.Id], second.Rule.Priority, example, on)
            : null;
    }

    private sealed record PlacedRule(string Path, PolicyRule Rule, RuleList List);
}
