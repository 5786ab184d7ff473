using System.Text.Json;

namespace Tests.Testing;

/// <summary>One operation of the published contract.</summary>
public sealed record Route(HttpMethod Method, string Path, IReadOnlyList<string> Scopes, bool Creates, bool RequiresKey, string? Body)
{
    public bool IsWrite => Method != HttpMethod.Get;

    public bool HasId => Path.Contains('{', StringComparison.Ordinal);

    public bool IsList { get; init; }

    /// <summary>The first noun of the path: "debts", "test/charges".</summary>
    public string Noun => string.Join('/', Path.Split('/').Skip(2).TakeWhile(part => !part.StartsWith('{')));

    public string For(string id) => string.Join('/', Path.Split('/').Select(part => part.StartsWith('{') ? id : part));

    public override string ToString() => $"{Method} {Path}";

    /// <summary>Every operation, with a lifelike body where it takes one.</summary>
    public static async Task<IReadOnlyList<Route>> AllAsync(HttpClient caller)
    {
        var contract = (await caller.ReadAsync("/openapi/v1.json")).Json;

        return
        [
            .. from path in contract.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select Read(contract, path.Name, operation.Name, operation.Value),
        ];
    }

    private static Route Read(JsonElement contract, string path, string method, JsonElement operation)
    {
        var responses = operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToList();
        var key = operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().FirstOrDefault(p => p.GetProperty("name").GetString() == "Idempotency-Key")
            : default;

        return new Route(
            HttpMethod.Parse(method),
            path,
            [.. operation.GetProperty("security").EnumerateArray().SelectMany(way => way.EnumerateObject()).SelectMany(s => s.Value.EnumerateArray()).Select(s => s.GetString()!)],
            responses.Contains("201"),
            key.ValueKind is JsonValueKind.Object && key.TryGetProperty("required", out var required) && required.GetBoolean(),
            BodyOf(contract, operation))
        {
            IsList = operation.GetProperty("operationId").GetString()!.StartsWith("list", StringComparison.Ordinal),
        };
    }

    private static string? BodyOf(JsonElement contract, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body) || !body.GetProperty("content").TryGetProperty("application/json", out var json))
        {
            return null;
        }

        var name = json.GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
        var schema = contract.GetProperty("components").GetProperty("schemas").GetProperty(name);
        return schema.TryGetProperty("examples", out var examples)
            ? examples[0].GetRawText()
            : throw new InvalidOperationException($"The body {name} has no example: add one to OpenApi/Examples.cs.");
    }
}
