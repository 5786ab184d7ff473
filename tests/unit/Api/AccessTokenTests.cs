using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Shared.Creditors;

namespace Tests.Api;

/// <summary>OAuth 2.0 client credentials (RFC 6749, 4.4): a machine asks for a token with one of its keys.</summary>
public sealed class AccessTokenTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_token_opens_what_was_asked_for_and_no_more()
    {
        var (_, key, client) = await MachineAsync();

        var given = await AskAsync(client, key, "debts:read");

        Assert.Equal((200, "Bearer", 900), (given.Status, given.Text("token_type"), (int)Math.Round(given.Json.GetProperty("expires_in").GetInt32() / 10.0) * 10));
        var caller = world.Api.Caller(given.Text("access_token"));
        Assert.Equal(200, (await caller.ReadAsync("/v1/debts")).Status);
        Assert.Equal((403, "scope-missing"), (await caller.ReadAsync("/v1/agreements")).Told);
        var all = world.Api.Caller((await AskAsync(client, key)).Text("access_token"));
        Assert.Equal(200, (await all.ReadAsync("/v1/agreements")).Status);
    }

    [Fact]
    public async Task Credentials_may_come_in_the_header_as_well()
    {
        var (_, key, client) = await MachineAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/oauth/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{client}:{key}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);

        using var answer = await world.Api.Caller().SendAsync(request);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Who_is_not_known_or_asks_for_too_much_is_told_so_in_the_words_of_the_standard()
    {
        var (_, key, client) = await MachineAsync("debts:read");
        var (_, other, _) = await MachineAsync();

        Assert.Equal((401, "invalid_client"), Error(await AskAsync(client, other)));
        Assert.Equal((401, "invalid_client"), Error(await AskAsync(client, "ak_test_nada")));
        Assert.Equal((401, "invalid_client"), Error(await AskAsync(Guid.CreateVersion7().ToString(), key)));
        Assert.Equal((400, "invalid_scope"), Error(await AskAsync(client, key, "debts:write")));
        Assert.Equal((400, "invalid_scope"), Error(await AskAsync(client, key, "everything")));
        Assert.Equal((400, "unsupported_grant_type"), Error(await PostAsync(("grant_type", "password"), ("client_id", client), ("client_secret", key))));
    }

    [Fact]
    public async Task A_token_ends_with_its_time_and_at_once_with_its_key()
    {
        var (shop, key, client) = await MachineAsync();
        var late = world.Api.Caller((await AskAsync(client, key)).Text("access_token"));
        world.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal((401, "key-invalid"), (await late.ReadAsync("/v1/debts")).Told);

        var caller = world.Api.Caller((await AskAsync(client, key)).Text("access_token"));
        Assert.Equal(200, (await caller.ReadAsync("/v1/debts")).Status);
        var id = await world.SeeAsync(shop, async db => (await db.ApiKeys.SingleAsync()).Id);
        await World.MustAsync(world.DoAsync(shop, (RevokeApiKey revoke) => revoke.ExecuteAsync(id, Actor.System("tests"))));

        Assert.Equal((401, "key-revoked"), (await caller.ReadAsync("/v1/debts")).Told);
        Assert.Equal((401, "invalid_client"), Error(await AskAsync(client, key)));
        Assert.Equal((401, "key-invalid"), (await world.Api.Caller("not-a-token").ReadAsync("/v1/debts")).Told);
    }

    [Fact]
    public async Task A_machine_that_changes_its_key_stays_itself()
    {
        var (_, key, client) = await MachineAsync();
        var caller = world.Api.Caller(key);
        var mine = (await caller.ReadAsync("/v1/api-keys")).Json.GetProperty("data")[0].GetProperty("id").GetString();
        var first = await caller.PostAsync("/v1/api-keys", new { name = "Outra", scopes = new[] { "debts:read" } }, "once");
        var next = await caller.PostAsync($"/v1/api-keys/{mine}/rotation", new { overlapHours = 1 });

        Assert.Equal(client, next.Text("clientId"));
        var successor = world.Api.Caller(next.Text("token"));
        var again = await successor.PostAsync("/v1/api-keys", new { name = "Outra", scopes = new[] { "debts:read" } }, "once");
        Assert.Equal((first.Text("id"), "true"), (again.Text("id"), again.Header("Idempotency-Replayed")));
        Assert.Equal(200, (await AskAsync(client, next.Text("token"))).Status);
        Assert.Equal(200, (await AskAsync(client, key)).Status);
    }

    [Fact]
    public async Task Whatever_anybody_did_is_in_the_audit_trail_by_whom_and_when()
    {
        var (shop, key, _) = await MachineAsync();
        var caller = world.Api.Caller(key);
        var debt = await world.DebtAsync(shop, of: Cpfs.New());
        await caller.CallAsync(HttpMethod.Put, $"/v1/debts/{debt.Id}/pause", new { reason = "legal" }, null);
        var mine = await world.SeeAsync(shop, async db => (await db.ApiKeys.SingleAsync()).Id);

        Assert.Equal(["debt-paused"], await TypesAsync(caller, $"subject={debt.Id.Value}"));
        Assert.Equal(["debt-paused"], await TypesAsync(caller, $"actorKind=api-key&actorId={mine}"));
        Assert.Equal(["api-key-issued"], await TypesAsync(caller, "actorKind=system"));
        Assert.Empty(await TypesAsync(caller, $"from={Uri.EscapeDataString(world.Clock.GetUtcNow().AddSeconds(1).ToString("O"))}"));
        Assert.Equal((400, "validation-failed"), (await caller.ReadAsync("/v1/audit-events?actorKind=everybody")).Told);
        var (_, strange, _) = await MachineAsync();
        Assert.Empty(await TypesAsync(world.Api.Caller(strange), $"subject={debt.Id.Value}"));
    }

    private static async Task<List<string>> TypesAsync(HttpClient caller, string query) =>
        [.. (await caller.ReadAsync($"/v1/audit-events?{query}")).Json.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("type").GetString()!)];

    // A description with any other character cannot be sent: it stands in a header too.
    private static (int Status, string Error) Error(Answer answer)
    {
        Assert.All(answer.Text("error_description"), c => Assert.True(c is >= ' ' and <= '~' and not ('"' or '\\'), $"'{c}' is none of RFC 6749, 5.2."));
        return (answer.Status, answer.Text("error"));
    }

    private Task<Answer> AskAsync(string client, string secret, string? scope = null) => PostAsync(
        [("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret), .. scope is null ? [] : new[] { ("scope", scope) }]);

    private async Task<Answer> PostAsync(params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var response = await world.Api.Caller().PostAsync(new Uri("/v1/oauth/token", UriKind.Relative), form);
        return new Answer(response, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement);
    }

    private async Task<(Creditor Shop, string Key, string Client)> MachineAsync(params string[] scopes)
    {
        var shop = await world.CreditorAsync();
        var key = await world.KeyAsync(shop, scopes);
        return (shop, key, await world.SeeAsync(shop, async db => (await db.ApiKeys.SingleAsync()).ClientId.ToString()));
    }
}
