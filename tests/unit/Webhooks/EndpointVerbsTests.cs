using Shared.Webhooks;

namespace Tests.Webhooks;

public sealed class EndpointVerbsTests : IClassFixture<World>
{
    private readonly World _world;

    public EndpointVerbsTests(World world)
    {
        _world = world;
        _world.Settings["Webhooks:AllowPrivate"] = "true";
    }

    [Fact]
    public async Task A_type_that_does_not_exist_cannot_be_subscribed()
    {
        var shop = await _world.CreditorAsync();

        var outcome = await _world.DoAsync(shop, (SubscribeEndpoint subscribe) =>
            subscribe.ExecuteAsync(new(shop.Id, "https://loja.example", ["debt.forgiven"], null), WebhookWorld.Somebody));

        Assert.False(outcome.Succeeded(out _, out var refusal));
        Assert.Equal(SubscribeEndpoint.TypeUnknown, refusal);
    }

    [Fact]
    public async Task The_secret_does_not_lie_open_in_the_database()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync();

        var subscribed = await _world.EndpointAsync(shop, server);

        Assert.StartsWith("whsec_", subscribed.Secret);
        var kept = Convert.ToBase64String((await _world.SeenAsync(shop)).SealedSecret);
        Assert.DoesNotContain(subscribed.Secret[6..16], kept);
    }

    [Fact]
    public async Task Another_creditor_can_touch_nothing_of_it()
    {
        var shop = await _world.CreditorAsync();
        var other = await _world.CreditorAsync("Loja Verde");
        await using var server = await FakeServer.StartAsync();
        var id = (await _world.EndpointAsync(shop, server)).Endpoint.Id;

        Assert.Equal(ReviseEndpoint.NotFound, RefusalOf(await _world.DoAsync(other, (ReviseEndpoint v) => v.ExecuteAsync(new(id, null, null, null, EndpointStatus.Disabled), WebhookWorld.Somebody))));
        Assert.Equal(ReviseEndpoint.NotFound, RefusalOf(await _world.DoAsync(other, (RemoveEndpoint v) => v.ExecuteAsync(id, WebhookWorld.Somebody))));
        Assert.Equal(ReviseEndpoint.NotFound, RefusalOf(await _world.DoAsync(other, (RotateWebhookSecret v) => v.ExecuteAsync(id, WebhookWorld.Somebody))));
        Assert.Equal(ReviseEndpoint.NotFound, RefusalOf(await _world.DoAsync(other, (SendTestEvent v) => v.ExecuteAsync(id, WebhookWorld.Somebody))));
    }

    [Fact]
    public async Task A_test_event_travels_like_all_others()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync();
        var id = (await _world.EndpointAsync(shop, server)).Endpoint.Id;

        await _world.DoAsync(shop, (SendTestEvent send) => send.ExecuteAsync(id, WebhookWorld.Somebody));
        await _world.RunJobsAsync();

        Assert.Contains("\"type\":\"endpoint.test\"", Assert.Single(server.Heard).Body);
    }

    [Fact]
    public async Task What_was_given_up_is_sent_again_on_request_with_the_same_id()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(status: 410);
        var id = (await _world.EndpointAsync(shop, server)).Endpoint.Id;
        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();
        var delivery = (await _world.DeliveriesAsync(shop)).Single();

        var refused = await _world.DoAsync(shop, (Redeliver again) => again.ExecuteAsync(delivery.Id, WebhookWorld.Somebody));
        await _world.DoAsync(shop, (ReviseEndpoint v) => v.ExecuteAsync(new(id, null, null, null, EndpointStatus.Enabled), WebhookWorld.Somebody));
        server.Answer = _ => Task.CompletedTask;
        await _world.DoAsync(shop, (Redeliver again) => again.ExecuteAsync(delivery.Id, WebhookWorld.Somebody));
        await _world.RunJobsAsync();

        Assert.Equal(SendTestEvent.Disabled, RefusalOf(refused));
        Assert.Equal(2, server.Heard.Count);
        Assert.Single(server.Heard.Select(h => h.Headers["webhook-id"] + h.Body).Distinct());
        Assert.Equal(DeliveryStatus.Delivered, (await _world.DeliveriesAsync(shop)).Single().Status);
    }

    [Fact]
    public async Task A_removed_endpoint_hears_nothing_more()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync();
        var id = (await _world.EndpointAsync(shop, server)).Endpoint.Id;
        await _world.SettledAsync(shop);
        await _world.RunLaneAsync(JobLane.Default);

        await _world.DoAsync(shop, (RemoveEndpoint remove) => remove.ExecuteAsync(id, WebhookWorld.Somebody));
        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();

        Assert.Empty(server.Heard);
        Assert.Equal(DeliveryStatus.GivenUp, (await _world.DeliveriesAsync(shop)).Single().Status);
    }

    [Fact]
    public async Task A_creditor_has_room_for_twenty()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync();

        for (var i = 0; i < 20; i++)
        {
            await _world.EndpointAsync(shop, server);
        }

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _world.EndpointAsync(shop, server));
        Assert.Equal(SubscribeEndpoint.Full.Code, failure.Message);
    }

    private static Refusal? RefusalOf<T>(Outcome<T> outcome) where T : notnull => outcome.Succeeded(out _, out var refusal) ? null : refusal;
}
