using System.Text.RegularExpressions;
using Admin.Api.OpenApi;

namespace Tests.Api;

public sealed partial class DocsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task The_reference_asks_nobody_else_for_anything()
    {
        var caller = world.Api.Caller();
        using var response = await caller.GetAsync(new Uri("/docs/referencia/", UriKind.Relative));
        var page = await response.Content.ReadAsStringAsync();
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
        var scripts = Sources.Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(scripts);
        Assert.All(scripts, source => Assert.DoesNotContain("//", source, StringComparison.Ordinal));

        foreach (var source in scripts)
        {
            using var script = await caller.GetAsync(new Uri(new Uri("https://localhost/docs/referencia/"), source));
            Assert.Equal(System.Net.HttpStatusCode.OK, script.StatusCode);
        }
    }

    [Fact]
    public async Task Every_code_is_explained_where_its_type_points()
    {
        var page = await world.Api.Caller().GetStringAsync("/docs/erros");

        Assert.True(ErrorCodes.All.Count > 30);
        Assert.All(ErrorCodes.All, refusal => Assert.Contains($"id=\"{refusal.Code}\"", page, StringComparison.Ordinal));
        Assert.All(ErrorCodes.All, refusal => Assert.Matches("^[a-z]+(-[a-z0-9]+)*$", refusal.Code));
    }

    [Fact]
    public async Task The_contract_is_open_to_read()
    {
        var contract = (await world.Api.Caller().ReadAsync("/openapi/v1.json")).Json;
        var operations = contract.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value).ToList();

        Assert.StartsWith("3.1", contract.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.All(operations, o => Assert.NotEmpty(o.GetProperty("summary").GetString()!));
        Assert.Equal(operations.Count, operations.Select(o => o.GetProperty("operationId").GetString()).Distinct().Count());
    }

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Sources { get; }
}
