using System.Text.Json;

namespace Tests.Api;

public sealed class ProblemTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("""{"name":"A","scopes":["debts:read"],"extra":1}""", "extra")]
    [InlineData("""{"scopes":["debts:read"]}""", "name")]
    [InlineData("""{"name":"A","scopes":"debts:read"}""", "scopes")]
    [InlineData("""{"name":"A","scopes":["debts:read"],"expiresAt":"ontem"}""", "expiresAt")]
    [InlineData("""{"name":"","scopes":["debts:read"]}""", "name")]
    [InlineData("""{"name":"A","scopes":[]}""", "scopes")]
    [InlineData("""{"name":null,"scopes":[]}""", "name")]
    [InlineData("""{"Name":"A","scopes":["debts:read"]}""", "Name")]
    [InlineData("""{"name":"A","name":"B","scopes":["debts:read"]}""", "name")]
    [InlineData("{", "body")]
    [InlineData("", "body")]
    public async Task A_wrong_body_says_which_field(string body, string field)
    {
        var caller = await CallerAsync();

        var answer = await caller.PostAsync("/v1/api-keys", body);

        Assert.Equal((400, "validation-failed"), (answer.Status, answer.Code));
        Assert.Contains(field, answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name), StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("Admin.Api", answer.Json.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/api-keys?limite=3", "limite")]
    [InlineData("/v1/api-keys?limit=0", "limit")]
    [InlineData("/v1/api-keys?limit=201", "limit")]
    [InlineData("/v1/api-keys?limit=x", "limit")]
    [InlineData("/v1/api-keys?limit=1&limit=2", "limit")]
    public async Task A_wrong_query_says_which_parameter(string path, string field)
    {
        var answer = await (await CallerAsync()).ReadAsync(path);

        Assert.Equal((400, "validation-failed"), (answer.Status, answer.Code));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Everything_that_goes_wrong_has_one_shape()
    {
        var caller = await CallerAsync();

        AssertProblem(await caller.ReadAsync("/v1/nothing"), 404, "route-not-found");
        AssertProblem(await caller.CallAsync(HttpMethod.Patch, "/v1/api-keys", null, null), 405, "method-not-allowed");
        AssertProblem(await caller.GetAsync("/v1/api-keys", ("Accept", "text/html")), 406, "not-acceptable");
        AssertProblem(await caller.ReadAsync("/v1/api-keys?cursor=abc"), 400, "cursor-invalid");
        AssertProblem(await caller.CallAsync(HttpMethod.Delete, "/v1/api-keys/x", null, null), 400, "validation-failed");
        AssertProblem(await caller.CallAsync(HttpMethod.Delete, $"/v1/api-keys/{Guid.CreateVersion7()}", null, null), 404, "api-key-not-found");
        AssertProblem(await caller.PostAsync("/v1/api-keys", "{\"name\":\"" + new string('x', 1_100_000) + "\"}"), 413, "body-too-large");
        AssertProblem(await FormAsync(caller), 415, "media-type-unsupported");
    }

    private static async Task<Answer> FormAsync(HttpClient caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/api-keys") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Idempotency-Key", "form");
        var response = await caller.SendAsync(request);
        return new Answer(response, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement);
    }

    private static void AssertProblem(Answer answer, int status, string code)
    {
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        Assert.EndsWith($"/docs/erros#{code}", answer.Json.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.All(["title", "detail", "instance", "traceId"], name => Assert.NotEmpty(answer.Json.GetProperty(name).GetString()!));
    }

    private async Task<HttpClient> CallerAsync() =>
        world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));
}
