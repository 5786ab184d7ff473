using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Shared.Webhooks;

namespace Tests.Webhooks;

public sealed class DeliverWebhooksTests : IClassFixture<World>
{
    private readonly World _world;

    public DeliverWebhooksTests(World world)
    {
        _world = world;
        _world.Settings["Webhooks:AllowPrivate"] = "true";
        _world.Settings["Webhooks:Timeout"] = "00:00:01";
    }

    [Fact]
    public async Task An_event_arrives_signed()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync();
        var subscribed = await _world.EndpointAsync(shop, server);

        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();

        var heard = Assert.Single(server.Heard);
        var body = JsonDocument.Parse(heard.Body).RootElement;
        Assert.Equal("agreement.settled", body.GetProperty("type").GetString());
        Assert.Equal("749.34", body.GetProperty("data").GetProperty("total").GetString());
        Assert.Equal(body.GetProperty("id").GetString(), heard.Headers["webhook-id"]);
        Assert.Equal(SignatureOf(subscribed.Secret, heard), heard.Headers["webhook-signature"]);
        Assert.Equal("application/json", heard.Headers["content-type"]);
        Assert.Equal(DeliveryStatus.Delivered, (await _world.DeliveriesAsync(shop)).Single().Status);
    }

    [Fact]
    public async Task Only_who_asked_for_a_type_hears_of_it()
    {
        var shop = await _world.CreditorAsync();
        var other = await _world.CreditorAsync("Loja Verde");
        await using var server = await FakeServer.StartAsync();
        await _world.EndpointAsync(shop, server, "instalment.paid", "payment.received");
        await _world.EndpointAsync(other, server);

        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();

        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task A_failing_endpoint_is_tried_at_the_listed_pauses_and_then_switched_off()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(status: 500);
        await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();

        foreach (var (index, pause) in WebhookDelivery.Pauses.Index())
        {
            await _world.RunJobsAsync(after: pause - TimeSpan.FromSeconds(1));
            Assert.Equal(index + 1, server.Heard.Count);
            await _world.RunJobsAsync(after: TimeSpan.FromSeconds(1));
            Assert.Equal(index + 2, server.Heard.Count);
        }

        var endpoint = await _world.SeenAsync(shop);
        Assert.Equal((false, "gave-up"), (endpoint.IsEnabled, endpoint.DisabledReason));
        Assert.Equal(DeliveryStatus.GivenUp, (await _world.DeliveriesAsync(shop)).Single().Status);
        Assert.Equal(10, (await _world.AttemptsAsync(shop)).Count(a => a.StatusCode == 500));
        Assert.Equal(1, await _world.SeeAsync(shop, db => db.Events.CountAsync(e => e.Name == nameof(WebhookEndpointDisabled))));
        Assert.Single(server.Heard.Select(h => h.Headers["webhook-id"] + h.Body).Distinct());
    }

    [Fact]
    public async Task What_failed_arrives_once_the_endpoint_is_well_again()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(status: 503);
        await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();

        server.Answer = _ => Task.CompletedTask;
        await _world.RunJobsAsync(after: TimeSpan.FromSeconds(5));

        Assert.Equal(2, server.Heard.Count);
        Assert.Equal(DeliveryStatus.Delivered, (await _world.DeliveriesAsync(shop)).Single().Status);
    }

    [Fact]
    public async Task Jobs_run_twice_send_the_same_message_and_make_no_second_one()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync();
        var subscribed = await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();
        var row = await _world.SeeAsync(shop, db => db.Events.SingleAsync(e => e.Name == "AgreementSettled"));

        await _world.EnqueueAsync(new AnnounceEvent(row.Id), shop);
        await _world.EnqueueAsync(new DeliverWebhooks(shop.Id, subscribed.Endpoint.Id), shop);
        await _world.RunJobsAsync();

        Assert.Single(await _world.DeliveriesAsync(shop));
        Assert.Single(server.Heard.Select(h => h.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task A_worker_that_dies_in_the_middle_is_followed_by_another()
    {
        var shop = await _world.CreditorAsync();
        using var death = new CancellationTokenSource();
        await using var server = await FakeServer.StartAsync(async http =>
        {
            await death.CancelAsync();
            await Task.Delay(TimeSpan.FromSeconds(5), http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);
        await _world.RunLaneAsync(JobLane.Default);

        await _world.The<JobRunner>(HostRole.Worker).RunNextAsync(JobLane.Webhook, death.Token);
        Assert.Equal(DeliveryStatus.Pending, (await _world.DeliveriesAsync(shop)).Single().Status);
        server.Answer = _ => Task.CompletedTask;
        await _world.RunJobsAsync(after: TimeSpan.FromSeconds(31));

        Assert.Equal(DeliveryStatus.Delivered, (await _world.DeliveriesAsync(shop)).Single().Status);
        Assert.Single(server.Heard.Select(h => h.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task An_endpoint_that_hangs_keeps_only_itself_waiting()
    {
        var shop = await _world.CreditorAsync();
        var release = new TaskCompletionSource();
        await using var slow = await FakeServer.StartAsync(_ => release.Task);
        await using var quick = await FakeServer.StartAsync();
        await _world.EndpointAsync(shop, slow);
        await _world.EndpointAsync(shop, quick);
        await _world.SettledAsync(shop);
        await _world.SettledAsync(shop);
        await _world.RunLaneAsync(JobLane.Default);

        var runners = Enumerable.Range(0, 2).Select(_ => _world.RunLaneAsync(JobLane.Webhook)).ToList();
        await Eventually(() => quick.Heard.Count == 2);
        var heardBySlow = slow.Heard.Count;
        release.SetResult();
        await Task.WhenAll(runners);

        Assert.True(heardBySlow <= 1, "Two runners waited at one endpoint.");
        Assert.Equal(2, quick.Heard.Count);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_left_alone()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(status: 410);
        await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);

        await _world.RunJobsAsync();
        await _world.RunJobsAsync(after: TimeSpan.FromDays(1));

        Assert.Single(server.Heard);
        Assert.Equal("gone", (await _world.SeenAsync(shop)).DisabledReason);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var shop = await _world.CreditorAsync();
        await using var elsewhere = await FakeServer.StartAsync();
        await using var server = await FakeServer.StartAsync(http =>
        {
            http.Response.Redirect(elsewhere.Url, permanent: true, preserveMethod: true);
            return Task.CompletedTask;
        });
        await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);

        await _world.RunJobsAsync();

        Assert.Empty(elsewhere.Heard);
        Assert.Equal(308, (await _world.AttemptsAsync(shop)).Single().StatusCode);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read_to_its_end()
    {
        var shop = await _world.CreditorAsync();
        await using var server = new EndlessServer();
        await _world.EndpointAsync(shop, server.Url);
        await _world.SettledAsync(shop);

        await _world.RunJobsAsync();

        Assert.Equal(DeliveryStatus.Delivered, (await _world.DeliveriesAsync(shop)).Single().Status);
        var taken = await server.TakenAsync();
        Assert.True(taken < 50_000_000, $"{taken} bytes were taken.");
    }

    [Fact]
    public async Task A_slow_answer_is_a_failure()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(http => Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted));
        await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);

        await _world.RunJobsAsync();

        Assert.Equal("timeout", (await _world.AttemptsAsync(shop)).Single().Failure);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_refused()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(tls: true);
        await _world.EndpointAsync(shop, server);
        await _world.SettledAsync(shop);

        await _world.RunJobsAsync();

        Assert.Empty(server.Heard);
        Assert.Equal("tls-failed", (await _world.AttemptsAsync(shop)).Single().Failure);
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_sign()
    {
        var shop = await _world.CreditorAsync();
        await using var server = await FakeServer.StartAsync();
        var old = await _world.EndpointAsync(shop, server);
        var outcome = await _world.DoAsync(shop, (RotateWebhookSecret rotate) => rotate.ExecuteAsync(old.Endpoint.Id, WebhookWorld.Somebody));
        Assert.True(outcome.Succeeded(out var renewed, out _));

        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();
        await _world.RunJobsAsync(after: TimeSpan.FromHours(24));
        await _world.SettledAsync(shop);
        await _world.RunJobsAsync();

        var (first, second) = (server.Heard[0], server.Heard[1]);
        Assert.Equal($"{SignatureOf(renewed.Secret, first)} {SignatureOf(old.Secret, first)}", first.Headers["webhook-signature"]);
        Assert.Equal(SignatureOf(renewed.Secret, second), second.Headers["webhook-signature"]);
    }

    // Written out from standardwebhooks.com, not shared with the code under test.
    private static string SignatureOf(string secret, Received heard)
    {
        var signed = $"{heard.Headers["webhook-id"]}.{heard.Headers["webhook-timestamp"]}.{heard.Body}";
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        return "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (var i = 0; i < 100 && !holds(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds());
    }
}
