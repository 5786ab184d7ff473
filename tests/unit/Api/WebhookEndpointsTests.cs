using System.Text.Json;

namespace Tests.Api;

public sealed class WebhookEndpointsTests : IClassFixture<World>
{
    private readonly World _world;

    public WebhookEndpointsTests(World world)
    {
        _world = world;
        _world.Settings["Webhooks:AllowPrivate"] = "true";
    }

    [Fact]
    public async Task An_endpoint_is_made_changed_and_removed()
    {
        await using var server = await FakeServer.StartAsync();
        var caller = _world.Api.Caller(await _world.KeyAsync(await _world.CreditorAsync()));

        var made = await caller.PostAsync("/v1/webhook-endpoints", new { url = server.Url, types = new[] { "instalment.paid" } });
        var id = made.Json.GetProperty("id").GetString();
        var changed = await caller.CallAsync(HttpMethod.Patch, $"/v1/webhook-endpoints/{id}", new { status = "disabled", types = new[] { "agreement.settled" } }, null);
        var list = await caller.ReadAsync("/v1/webhook-endpoints");
        var removed = await caller.CallAsync(HttpMethod.Delete, $"/v1/webhook-endpoints/{id}", null, null);

        Assert.Equal(201, made.Status);
        Assert.StartsWith("whsec_", made.Json.GetProperty("secret").GetString());
        Assert.Equal(("disabled", "by-creditor"), (changed.Json.GetProperty("status").GetString(), changed.Json.GetProperty("disabledReason").GetString()));
        Assert.NotNull(changed.Header("ETag"));
        Assert.Equal(["agreement.settled"], list.Json.GetProperty("data")[0].GetProperty("types").EnumerateArray().Select(t => t.GetString()));
        Assert.False(list.Json.GetProperty("data")[0].TryGetProperty("secret", out _));
        Assert.Equal(204, removed.Status);
        Assert.Equal(0, (await caller.ReadAsync("/v1/webhook-endpoints")).Json.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task What_cannot_be_subscribed_is_told_by_code()
    {
        var caller = _world.Api.Caller(await _world.KeyAsync(await _world.CreditorAsync()));

        var url = await caller.PostAsync("/v1/webhook-endpoints", new { url = "ftp://loja.example", types = new[] { "instalment.paid" } });
        var type = await caller.PostAsync("/v1/webhook-endpoints", new { url = "https://loja.example", types = new[] { "nothing.happened" } });
        var none = await caller.PostAsync("/v1/webhook-endpoints", new { url = "https://loja.example", types = Array.Empty<string>() });

        Assert.Equal((422, "webhook-url-invalid"), (url.Status, url.Code));
        Assert.Equal((422, "webhook-type-unknown"), (type.Status, type.Code));
        Assert.Equal((400, "validation-failed"), (none.Status, none.Code));
    }

    [Fact]
    public async Task A_stale_change_is_refused()
    {
        await using var server = await FakeServer.StartAsync();
        var caller = _world.Api.Caller(await _world.KeyAsync(await _world.CreditorAsync()));
        var made = await caller.PostAsync("/v1/webhook-endpoints", new { url = server.Url, types = new[] { "instalment.paid" } });
        var path = $"/v1/webhook-endpoints/{made.Json.GetProperty("id").GetString()}";
        var tag = (await caller.CallAsync(HttpMethod.Patch, path, new { description = "ERP" }, null)).Header("ETag")!;
        await caller.CallAsync(HttpMethod.Patch, path, new { description = "CRM" }, null);

        caller.DefaultRequestHeaders.Add("If-Match", tag);
        var stale = await caller.CallAsync(HttpMethod.Patch, path, new { description = "BI" }, null);

        Assert.Equal((412, "precondition-failed"), (stale.Status, stale.Code));
    }

    [Fact]
    public async Task A_delivery_is_listed_with_its_attempts_and_sent_again()
    {
        await using var server = await FakeServer.StartAsync(status: 500);
        var caller = _world.Api.Caller(await _world.KeyAsync(await _world.CreditorAsync()));
        var made = await caller.PostAsync("/v1/webhook-endpoints", new { url = server.Url, types = new[] { "instalment.paid" } });
        var id = made.Json.GetProperty("id").GetString();
        var test = await caller.PostAsync($"/v1/webhook-endpoints/{id}/test-events", new { });
        await _world.RunJobsAsync();

        var pending = (await caller.ReadAsync($"/v1/webhook-deliveries?endpointId={id}&status=pending")).Json.GetProperty("data")[0];
        server.Answer = _ => Task.CompletedTask;
        var again = await caller.PostAsync($"/v1/webhook-deliveries/{pending.GetProperty("id").GetString()}/redelivery", new { });
        await _world.RunJobsAsync();
        var done = (await caller.ReadAsync("/v1/webhook-deliveries?limit=10")).Json.GetProperty("data")[0];

        Assert.Equal((202, 202), (test.Status, again.Status));
        Assert.Equal(500, pending.GetProperty("attempts")[0].GetProperty("statusCode").GetInt32());
        Assert.Equal(("delivered", JsonValueKind.Null), (done.GetProperty("status").GetString(), done.GetProperty("nextAttemptAt").ValueKind));
        Assert.Equal([500, 200], done.GetProperty("attempts").EnumerateArray().Select(a => a.GetProperty("statusCode").GetInt32()));
        Assert.Equal(done.GetProperty("eventId").GetString(), server.Heard[^1].Headers["webhook-id"]);
    }

    [Fact]
    public async Task Another_creditors_key_finds_nothing()
    {
        await using var server = await FakeServer.StartAsync();
        var owner = _world.Api.Caller(await _world.KeyAsync(await _world.CreditorAsync()));
        var stranger = _world.Api.Caller(await _world.KeyAsync(await _world.CreditorAsync("Loja Verde")));
        var made = await owner.PostAsync("/v1/webhook-endpoints", new { url = server.Url, types = new[] { "instalment.paid" } });
        var id = made.Json.GetProperty("id").GetString();
        var test = await owner.PostAsync($"/v1/webhook-endpoints/{id}/test-events", new { });
        var delivery = test.Json.GetProperty("id").GetString();

        var answers = new[]
        {
            await stranger.CallAsync(HttpMethod.Patch, $"/v1/webhook-endpoints/{id}", new { status = "disabled" }, null),
            await stranger.CallAsync(HttpMethod.Delete, $"/v1/webhook-endpoints/{id}", null, null),
            await stranger.PostAsync($"/v1/webhook-endpoints/{id}/secret-rotation", new { }),
            await stranger.PostAsync($"/v1/webhook-endpoints/{id}/test-events", new { }),
            await stranger.PostAsync($"/v1/webhook-deliveries/{delivery}/redelivery", new { }),
        };

        Assert.All(answers, answer => Assert.Equal(404, answer.Status));
        Assert.Equal(0, (await stranger.ReadAsync("/v1/webhook-deliveries")).Json.GetProperty("data").GetArrayLength());
    }
}
