using System.Globalization;
using System.Text.Json.Nodes;
using Tests.House;

namespace Tests.Payments.Stripe;

/// <summary>What may be asked of Stripe, and what its answers must have, by the contract of the pinned version.</summary>
internal sealed class StripeContract
{
    public const string Version = "2026-10-28.endive";
    private static readonly Lazy<StripeContract> Read = new(() => new());
    private readonly JsonObject _main = Open($"stripe-openapi-{Version}.derived.json");
    private readonly JsonObject _supplement = Open("stripe-supplement.json");

    public static StripeContract Current => Read.Value;

    /// <summary>A published sample of Stripe's, as a copy of its own.</summary>
    public static JsonObject Sample(string name) => Samples["resources"]![name]!.DeepClone().AsObject();

    private static JsonObject Samples { get; } = Open("stripe-fixtures3-v2349.subset.json");

    /// <summary>What is wrong with a request; empty when the contract knows all of it.</summary>
    public IReadOnlyList<string> FlawsOf(string method, string path, JsonObject query, JsonObject form)
    {
        if (Operation(method, path) is not { } operation)
        {
            return [$"{method} {path} is not in the contract"];
        }

        var asked = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject((operation["parameters"]?.AsArray() ?? []).Where(p => (string)p!["in"]! == "query")
                .Select(p => KeyValuePair.Create((string)p!["name"]!, p["schema"]?.DeepClone()))),
        };
        var body = operation["requestBody"]?["content"]?["application/x-www-form-urlencoded"]?["schema"]?.AsObject();
        return
        [
            .. Flaws(query, asked, "?"),
            .. body is null ? form.Select(f => $"{f.Key} is not in the contract") : Flaws(form, body, ""),
        ];
    }

    /// <summary>What an answer lacks of what the contract promises.</summary>
    public IEnumerable<string> Missing(JsonObject answer) =>
        _main["components"]!["schemas"]![(string?)answer["object"] ?? ""]?["required"]?.AsArray().Select(r => (string)r!).Where(r => !answer.ContainsKey(r))
            .Select(r => $"{answer["object"]} lacks {r}") ?? [];

    private static JsonObject Open(string file)
    {
        var newer = Path.Combine(Repository.Root, "..", "shared", "contracts", file);
        return JsonNode.Parse(File.ReadAllText(File.Exists(newer) ? newer : Path.Combine(Repository.Root, "tests", "contracts", file)))!.AsObject();
    }

    private JsonNode? Operation(string method, string path) => new[] { _main, _supplement }
        .SelectMany(c => c["paths"]!.AsObject())
        .Where(p => Fits(p.Key.Split('/'), path.Split('/')))
        .OrderBy(p => p.Key.Count(c => c == '{'))
        .Select(p => p.Value![method.ToLowerInvariant()])
        .FirstOrDefault(o => o is not null);

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(p => p.First.StartsWith('{') || p.First == p.Second);

    private static IEnumerable<string> Flaws(JsonNode? value, JsonObject schema, string at)
    {
        if (schema["anyOf"] is JsonArray any)
        {
            var tried = any.Select(s => Flaws(value, s!.AsObject(), at).ToList()).ToList();
            return tried.Exists(t => t.Count == 0) ? [] : tried.OrderByDescending(t => t.Count).First();
        }

        return (string?)schema["type"] switch
        {
            "object" => value is JsonObject of ? FlawsOfObject(of, schema, at) : [$"{at} is no object"],
            "array" => value is JsonObject list && list.All(i => int.TryParse(i.Key, CultureInfo.InvariantCulture, out _))
                ? list.SelectMany(i => Flaws(i.Value, schema["items"]!.AsObject(), $"{at}[{i.Key}]"))
                : [$"{at} is no list"],
            "integer" => long.TryParse(Text(value), CultureInfo.InvariantCulture, out _) ? [] : [$"{at} is no integer"],
            "number" => decimal.TryParse(Text(value), CultureInfo.InvariantCulture, out _) ? [] : [$"{at} is no number"],
            "boolean" => Text(value) is "true" or "false" ? [] : [$"{at} is no boolean"],
            "string" when Text(value) is not { } text => [$"{at} is no text"],
            "string" when schema["enum"] is JsonArray all && !all.Any(e => (string)e! == Text(value)) => [$"{at} may not be {Text(value)}"],
            "string" => [],
            _ => [$"{at}: the contract says {schema["type"]}"],
        };
    }

    private static IEnumerable<string> FlawsOfObject(JsonObject value, JsonObject schema, string at)
    {
        var properties = schema["properties"]?.AsObject();

        foreach (var name in schema["required"]?.AsArray().Select(r => (string)r!).Where(r => !value.ContainsKey(r)) ?? [])
        {
            yield return $"{at}.{name} is missing";
        }

        foreach (var (name, inner) in value)
        {
            var rule = properties?[name]?.AsObject() ?? schema["additionalProperties"] as JsonObject;

            foreach (var flaw in rule is null ? [$"{at}.{name} is not in the contract"] : Flaws(inner, rule, $"{at}.{name}"))
            {
                yield return flaw;
            }
        }
    }

    private static string? Text(JsonNode? value) => value is JsonValue leaf ? leaf.GetValue<string>() : null;
}
