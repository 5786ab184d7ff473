using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Tests.House;

namespace Tests.Payments.Pix;

/// <summary>
/// Banco Central's contract, read strictly: a request with a member, a parameter or a path that it does not know is unlawful,
/// and so is one that lacks what it asks for. The answers of our own fake are held to it as well.
/// </summary>
public sealed class PixContract
{
    public static readonly PixContract Instance = new();

    private readonly JsonNode _contract;
    private readonly JsonObject _definitions;
    private readonly Dictionary<string, JsonSchema> _schemas = [];
    private readonly Lock _lock = new();

    private PixContract()
    {
        _contract = JsonNode.Parse(Repository.Read("tests/contracts/bacen-pix-api-2.9.0.patched.json"))!;
        _definitions = (JsonObject)JsonNode.Parse(_contract["components"]!["schemas"]!.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))!;
        BeStrict(_definitions);
    }

    /// <summary>The scope that the contract asks for; null for what it does not know.</summary>
    public string? ScopeOf(string method, string path) => Find(method, path)?.Operation["security"]?[0]?["OAuth2"]?[0]?.GetValue<string>();

    public IEnumerable<string> FlawsOfRequest(string method, string path, IEnumerable<KeyValuePair<string, string>> query, string body)
    {
        if (Find(method, path) is not { } found)
        {
            return [$"{method} {path} is not in the contract"];
        }

        var asked = query.ToDictionary();
        var parameters = ParametersOf(found).ToList();
        return
        [
            .. asked.Keys.Except(parameters.Where(p => Text(p, "in") == "query").Select(p => Text(p, "name")!)).Select(name => $"unknown parameter {name}"),
            .. from parameter in parameters
               let name = Text(parameter, "name")!
               let value = Text(parameter, "in") == "path" ? found.Path.GetValueOrDefault(name) : asked.GetValueOrDefault(name)
               from flaw in FlawsOf(parameter, name, value)
               select flaw,
            .. FlawsOfBody(found.Operation, body),
        ];
    }

    public IEnumerable<string> FlawsOfAnswer(string method, string path, int status, string body)
    {
        var answer = Resolve(Find(method, path)?.Operation["responses"]?[status.ToString(CultureInfo.InvariantCulture)]);
        return answer is null ? [$"{method} {path} does not answer {status}"]
            : SchemaName(answer) is { } name ? FlawsOf(name, body, isStrict: false)
            : [];
    }

    private IEnumerable<string> FlawsOfBody(JsonNode operation, string body)
    {
        var wanted = Resolve(operation["requestBody"]);
        return wanted is null ? body == "" ? [] : ["a body that nobody asked for"] : FlawsOf(SchemaName(wanted)!, body, isStrict: true);
    }

    private IEnumerable<string> FlawsOf(string name, string body, bool isStrict)
    {
        JsonNode? json;

        try
        {
            json = JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return ["no JSON"];
        }

        // A schema is put together while it is first used: one at a time.
        lock (_lock)
        {
            if (!_schemas.TryGetValue(name + isStrict, out var schema))
            {
                var text = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$ref"] = $"#/$defs/{name}", ["$defs"] = _definitions.DeepClone() };

                if (isStrict)
                {
                    text["unevaluatedProperties"] = false;
                }

                _schemas[name + isStrict] = schema = JsonSchema.FromText(text.ToJsonString());
            }

            var result = schema.Evaluate(json, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
            return result.IsValid ? [] : [.. result.Details.Where(d => d.HasErrors).SelectMany(d => d.Errors!, (d, e) => $"{name} {d.InstanceLocation}: {e.Value}")];
        }
    }

    private static IEnumerable<string> FlawsOf(JsonNode parameter, string name, string? value)
    {
        if (value is null)
        {
            return parameter["required"]?.GetValue<bool>() is true ? [$"{name} is missing"] : [];
        }

        var schema = parameter["schema"]!;
        var patterns = new[] { schema }.Concat(schema["allOf"]?.AsArray().OfType<JsonNode>() ?? []).Select(s => Text(s, "pattern")).OfType<string>();
        var isTyped = Text(schema, "type") switch
        {
            "integer" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= (schema["minimum"]?.GetValue<int>() ?? 0) && number <= (schema["maximum"]?.GetValue<int>() ?? int.MaxValue),
            "boolean" => value is "true" or "false",
            _ => Text(schema, "format") is not "date-time" || Instant.IsMatch(value),
        };
        var fits = value.Length <= (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue);
        return isTyped && fits && patterns.All(p => Regex.IsMatch(value, p)) ? [] : [$"{name} is '{value}'"];
    }

    private IEnumerable<JsonNode> ParametersOf(Found found) =>
        new[] { found.Item["parameters"], found.Operation["parameters"] }.OfType<JsonArray>().SelectMany(list => list).Select(p => Flatten(Resolve(p)!));

    // A parameter may refer to the schema of its value.
    private JsonNode Flatten(JsonNode parameter)
    {
        var copy = parameter.DeepClone();
        copy["schema"] = Resolve(copy["schema"])!.DeepClone();
        return copy;
    }

    private JsonNode? Resolve(JsonNode? node) =>
        node?["$ref"]?.GetValue<string>() is { } reference ? reference[2..].Split('/').Aggregate(_contract, (at, part) => at[part]!) : node;

    private Found? Find(string method, string path)
    {
        foreach (var (template, item) in _contract["paths"]!.AsObject())
        {
            var pattern = "^" + Regex.Replace(template, @"\{(\w+)\}", "(?<$1>[^/]+)") + "$";

            if (Regex.Match(path, pattern) is { Success: true } match && item![method.ToLowerInvariant()] is { } operation)
            {
                return new(item, operation, match.Groups.Keys.Where(k => !char.IsDigit(k[0])).ToDictionary(k => k, k => Uri.UnescapeDataString(match.Groups[k].Value)));
            }
        }

        return null;
    }

    private static string? SchemaName(JsonNode holder) =>
        holder["content"]?.AsObject().First().Value!["schema"]?["$ref"]?.GetValue<string>().Split('/')[^1];

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    // "Nothing else" is said at each place where a value stands, for what is put together by allOf and $ref says it nowhere.
    private static void BeStrict(JsonNode node)
    {
        if (node is JsonArray list)
        {
            list.OfType<JsonNode>().ToList().ForEach(BeStrict);
            return;
        }

        if (node is not JsonObject schema)
        {
            return;
        }

        foreach (var (name, child) in schema.ToList())
        {
            foreach (var value in name is "properties" ? child!.AsObject().Select(p => p.Value) : name is "items" ? [child] : [])
            {
                value!["unevaluatedProperties"] = false;
            }

            if (child is not null && name is not ("example" or "examples" or "enum" or "required"))
            {
                BeStrict(child);
            }
        }
    }

    private static readonly Regex Instant = new(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$");

    private sealed record Found(JsonNode Item, JsonNode Operation, Dictionary<string, string> Path);
}
