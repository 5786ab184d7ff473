using Shared.Creditors;

namespace Tests.Api;

public sealed class ApiKeyTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_key_opens_only_what_its_scopes_name()
    {
        var shop = await world.CreditorAsync();
        var api = world.Api;

        var missing = await api.Caller().ReadAsync("/v1/api-keys");
        var narrow = await api.Caller(await world.KeyAsync(shop, "debts:read")).ReadAsync("/v1/api-keys");
        var right = await api.Caller(await world.KeyAsync(shop, "keys:write")).ReadAsync("/v1/api-keys");

        Assert.Equal((401, "key-missing"), (missing.Status, missing.Code));
        Assert.Equal("Bearer", missing.Header("WWW-Authenticate"));
        Assert.Equal((403, "scope-missing"), (narrow.Status, narrow.Code));
        Assert.Equal(200, right.Status);
        Assert.Equal(2, right.Json.GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ak_test_")]
    [InlineData("ak_live_0123456789012345678901234560000")]
    public async Task An_invented_key_is_nobodys(string key)
    {
        var answer = await world.Api.Caller(key).ReadAsync("/v1/api-keys");

        Assert.Equal((401, "key-invalid"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_revoked_key_is_dead_at_once_on_every_host()
    {
        var shop = await world.CreditorAsync();
        var first = world.Api.Caller(await world.KeyAsync(shop));
        var made = await first.PostAsync("/v1/api-keys", new { name = "Loja", scopes = new[] { "keys:write" } });
        var second = world.Keep(new ApiHost(world)).Caller(made.Json.GetProperty("token").GetString());

        Assert.Equal(200, (await second.ReadAsync("/v1/api-keys")).Status);
        var revoked = await first.CallAsync(HttpMethod.Delete, $"/v1/api-keys/{made.Json.GetProperty("id").GetString()}", null, null);
        var after = await second.ReadAsync("/v1/api-keys");

        Assert.Equal(204, revoked.Status);
        Assert.Equal((401, "key-revoked"), (after.Status, after.Code));
    }

    [Fact]
    public async Task A_key_expires_and_a_rotated_one_lives_through_the_overlap()
    {
        var shop = await world.CreditorAsync();
        var api = world.Api;
        var admin = api.Caller(await world.KeyAsync(shop));
        var old = await admin.PostAsync("/v1/api-keys", new { name = "ERP", scopes = new[] { "keys:write" } });
        var caller = api.Caller(old.Json.GetProperty("token").GetString());

        var rotated = await admin.PostAsync($"/v1/api-keys/{old.Json.GetProperty("id").GetString()}/rotation", new { overlapHours = 2 });
        Assert.Equal(201, rotated.Status);
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await caller.ReadAsync("/v1/api-keys")).Status);
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("key-expired", (await caller.ReadAsync("/v1/api-keys")).Code);
        Assert.Equal(200, (await api.Caller(rotated.Json.GetProperty("token").GetString()).ReadAsync("/v1/api-keys")).Status);
    }

    [Fact]
    public async Task Nobody_gives_away_a_scope_they_do_not_hold()
    {
        var shop = await world.CreditorAsync();
        var narrow = world.Api.Caller(await world.KeyAsync(shop, "keys:write"));

        var answer = await narrow.PostAsync("/v1/api-keys", new { name = "Mais", scopes = new[] { "debts:write" } });

        Assert.Equal((403, "scope-not-held"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task The_last_use_is_noted_once_a_minute()
    {
        var shop = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(shop));
        var start = world.Clock.GetUtcNow();

        await caller.ReadAsync("/v1/api-keys");
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await caller.ReadAsync("/v1/api-keys");

        Assert.Equal(start, (await world.SeeAsync(shop, db => db.ApiKeys.SingleAsync())).LastUsedAt);
    }

    [Fact]
    public async Task The_text_of_a_key_is_kept_nowhere()
    {
        var shop = await world.CreditorAsync();
        var token = await world.KeyAsync(shop);

        var row = await world.SeeAsync(shop, db => db.ApiKeys.SingleAsync());

        Assert.Equal(ApiKeyToken.HashOf(token), row.Hash);
        Assert.Equal(token[..12], row.Prefix);
        Assert.StartsWith("ak_test_", token, StringComparison.Ordinal);
    }
}
