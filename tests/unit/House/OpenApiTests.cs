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

    private static string Here([CallerFilePath] string path = "") => path;
}
