using Shared.Webhooks;

namespace Tests.Webhooks;

/// <summary>Nobody waits for somebody else's address.</summary>
public sealed class WebhookLanesTests : IClassFixture<World>
{
    private readonly World _world;

    public WebhookLanesTests(World world)
    {
        _world = world;
        _world.Settings["Webhooks:AllowPrivate"] = "true";
        _world.Settings["Webhooks:Timeout"] = "00:00:00.3";
    }

    [Fact]
    public async Task Addresses_that_hang_keep_no_runner_from_those_that_answer()
    {
        var shop = await _world.CreditorAsync();
        var release = new TaskCompletionSource();
        await using var hanging = await FakeServer.StartAsync(_ => release.Task);
        await using var quick = await FakeServer.StartAsync();

        for (var i = 0; i < 8; i++)
        {
            await _world.EndpointAsync(shop, hanging);
        }

        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();
        await _world.EndpointAsync(shop, quick);
        var tried = hanging.Heard.Count;
        _world.Clock.Advance(TimeSpan.FromMinutes(2));

        await _world.SettledAsync(shop);
        await _world.RunLaneAsync(JobLane.Default);
        await _world.RunLaneAsync(JobLane.Webhook);
        var triedByTheQuick = hanging.Heard.Count;
        await _world.RunLaneAsync(JobLane.SlowWebhook);
        release.SetResult();

        Assert.Equal((8, 8, 16), (tried, triedByTheQuick, hanging.Heard.Count));
        Assert.Single(quick.Heard);
    }

    [Fact]
    public async Task After_a_failure_an_endpoint_rests_however_many_events_come()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(status: 500);
        await _world.EndpointAsync(shop, server);
        List<int> heard = [];

        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 5; i++)
            {
                await _world.SettledAsync(shop);
            }

            await _world.RunJobsAsync();
            heard.Add(server.Heard.Count);
            await _world.RunJobsAsync(TimeSpan.FromSeconds(1 << round) - TimeSpan.FromMilliseconds(2));
            heard.Add(server.Heard.Count);
            await _world.RunJobsAsync(TimeSpan.FromMilliseconds(2));
        }

        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4], heard);
        Assert.True(await WaitingAsync(shop) < 25, "Jobs pile up while the endpoint rests.");
    }

    [Fact]
    public async Task What_came_during_a_rest_is_sent_after_it_by_itself()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(status: 500);
        await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();

        server.Answer = _ => Task.CompletedTask;
        await _world.SettledAsync(shop, cents: 100);
        await _world.RunJobsAsync();
        var during = server.Heard.Count;
        await _world.RunJobsAsync(TimeSpan.FromSeconds(1));
        var after = server.Heard.Count;
        await _world.RunJobsAsync(TimeSpan.FromSeconds(4));
        await _world.SettledAsync(shop, cents: 200);
        await _world.RunLaneAsync(JobLane.Default);
        await _world.RunLaneAsync(JobLane.Webhook);

        // The failed one, the one of the rest, the failed one again in its time, and one more by the quick lane.
        Assert.Equal((1, 2, 4), (during, after, server.Heard.Count));
        Assert.All(await _world.DeliveriesAsync(shop), d => Assert.Equal(DeliveryStatus.Delivered, d.Status));
    }

    [Fact]
    public async Task A_test_event_and_sending_again_end_the_rest()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(status: 500);
        var subscribed = await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();
        server.Answer = _ => Task.CompletedTask;

        await World.MustAsync(_world.DoAsync(shop, (SendTestEvent send) => send.ExecuteAsync(subscribed.Endpoint.Id, WebhookWorld.Somebody)));
        await _world.RunJobsAsync();
        var failed = (await _world.DeliveriesAsync(shop)).Single(d => d.Status is DeliveryStatus.Pending);
        await World.MustAsync(_world.DoAsync(shop, (Redeliver again) => again.ExecuteAsync(failed.Id, WebhookWorld.Somebody)));
        await _world.RunJobsAsync();

        Assert.Equal(3, server.Heard.Count);
        Assert.All(await _world.DeliveriesAsync(shop), d => Assert.Equal(DeliveryStatus.Delivered, d.Status));
    }

    [Fact]
    public void Whoever_answers_late_is_slow_and_whoever_answers_promptly_is_not()
    {
        var now = _world.Clock.GetUtcNow();
        var turn = new WebhookTurn { CreditorId = Id<Creditor>.New(), EndpointId = Id<WebhookEndpoint>.New(), BusyUntil = now };

        turn.Note(delivered: true, TimeSpan.FromSeconds(2), now);
        Assert.Equal((true, 0, now), (turn.IsSlow, turn.Failures, turn.RestsUntil));

        for (var i = 0; i < 40; i++)
        {
            turn.Note(delivered: false, TimeSpan.Zero, now);
        }

        Assert.Equal((true, 40, now.AddSeconds(60)), (turn.IsSlow, turn.Failures, turn.RestsUntil));
        turn.Note(delivered: true, TimeSpan.FromMilliseconds(20), now);
        Assert.Equal((false, 0, now), (turn.IsSlow, turn.Failures, turn.RestsUntil));
    }

    private Task<int> WaitingAsync(Creditor shop) => _world.DoAsync(HostRole.Worker, (AppDb db) =>
        db.Set<JobRow>().CountAsync(j => j.CreditorId == shop.Id && j.DoneAt == null && j.Kind.Contains("Webhooks")));
}
