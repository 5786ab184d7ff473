using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Tests.House;

/// <summary>The contract in docs is the contract of the code. UPDATE_CONTRACT=1 writes it anew; the diff is then read like any other.</summary>
public sealed class OpenApiTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_committed_contract_is_the_one_we_serve()
    {
        var served = JsonNode.Parse(await world.Api.Caller().GetStringAsync("/openapi/v1.json"))!.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "openapi.v1.json");

        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACT") == "1")
        {
            await File.WriteAllTextAsync(file, served);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), served);
    }

    // What scripts/contract asks of all of it by Spectral's rules; these are the ones that were broken once.
    [Fact]
    public async Task It_is_whole()
    {
        var contract = JsonNode.Parse(await world.Api.Caller().GetStringAsync("/openapi/v1.json"))!;
        var scopes = contract["components"]!["securitySchemes"]!["oauth2"]!["flows"]!["clientCredentials"]!["scopes"]!.AsObject().Select(s => s.Key).ToHashSet();

        Assert.NotEmpty(contract["servers"]!.AsArray());
        Assert.NotNull(contract["info"]!["contact"]);
        Assert.All(Below(contract).OfType<JsonObject>().Where(o => o.ContainsKey("type") && IsArray(o["type"])), array => Assert.True(array.ContainsKey("items"), array.ToJsonString()));
        Assert.All(contract["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()), operation =>
        {
            Assert.Empty(operation.Value!["security"]![0]!["apiKey"]!.AsArray());
            Assert.All(operation.Value["security"]![1]!["oauth2"]!.AsArray(), scope => Assert.Contains(scope!.GetValue<string>(), scopes));
        });
    }

    private static bool IsArray(JsonNode? type) =>
        type is JsonValue one ? one.TryGetValue<string>(out var name) && name == "array" : type is JsonArray many && many.Any(m => m is JsonValue v && v.TryGetValue<string>(out var name) && name == "array");

    private static IEnumerable<JsonNode?> Below(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Below(m.Value)).Prepend(node),
        JsonArray items => items.SelectMany(Below).Prepend(node),
        _ => [node],
    };

    private static string Here([CallerFilePath] string path = "") => path;
}
