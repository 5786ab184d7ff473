using Shared.Creditors;

namespace Shared.Offers;

/// <summary>Why a document may not be saved; every flaw goes to the author by its path.</summary>
public static class PolicyInvalid
{
    public static readonly Refusal Flawed = new("policy-invalid", "A política tem erros. Veja errors.");
    public static readonly Refusal Overlapping = new("policy-rules-overlap", "Duas regras de mesma prioridade valem para a mesma conta.");

    /// <summary>Null when it may be saved, and published, under these guards.</summary>
    public static Refusal? Why(PolicyDocument document, CreditorProfile guards)
    {
        if (PolicyChecks.FlawsOf(document, guards) is { Count: > 0 } flaws)
        {
            return Flawed with { Errors = flaws.ToDictionary(f => PathOf(f.Key), f => f.Value) };
        }

        return PolicyOverlaps.Of(document) is [var first, ..] overlaps
            ? Overlapping with
            {
                Message = first.InWords,
                Errors = overlaps.GroupBy(o => PathOf(o.Path)).ToDictionary(g => g.Key, g => g.Select(o => o.InWords).ToArray()),
                Members = new Dictionary<string, object> { ["overlaps"] = overlaps },
            }
            : null;
    }

    private static string PathOf(string path) => path.Length == 0 ? "document" : $"document.{path}";
}
