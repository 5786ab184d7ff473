using System.Net;
using Microsoft.Extensions.Options;
using Shared.Webhooks;
using Shared.Webhooks.Wire;

namespace Tests.Webhooks;

public sealed class PrivateNetworkTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.10")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:db8::1")]
    public void An_address_of_ours_or_of_nobody_is_not_public(string address) => Assert.False(PublicNetwork.Holds(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("200.147.35.149")]
    [InlineData("2804:14d::1")]
    [InlineData("2600:1f18::1")]
    [InlineData("::ffff:8.8.8.8")]
    public void An_address_of_the_world_is_public(string address) => Assert.True(PublicNetwork.Holds(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://loja.example/hook")]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://2130706433/hook")]
    [InlineData("https://0x7f.1/hook")]
    [InlineData("https://user:pass@loja.example/hook")]
    [InlineData("https://loja.example/hook#x")]
    [InlineData("ftp://loja.example/hook")]
    [InlineData("/hook")]
    [InlineData("")]
    public async Task An_unfit_address_cannot_be_subscribed(string url)
    {
        var shop = await world.CreditorAsync();

        var outcome = await world.DoAsync(shop, (SubscribeEndpoint subscribe) =>
            subscribe.ExecuteAsync(new(shop.Id, url, ["agreement.settled"], null), WebhookWorld.Somebody));

        Assert.False(outcome.Succeeded(out _, out var refusal));
        Assert.Equal(SubscribeEndpoint.UrlInvalid, refusal);
    }

    // A fit name that leads to this machine is caught when it is called, whatever it led to when it was subscribed.
    [Fact]
    public async Task A_name_that_leads_inside_is_not_called()
    {
        var shop = await world.CreditorAsync();
        await using var server = await FakeServer.StartAsync(tls: true);
        var port = new Uri(server.Url).Port;
        var outcome = await world.DoAsync(shop, (SubscribeEndpoint subscribe) =>
            subscribe.ExecuteAsync(new(shop.Id, $"https://localhost:{port}/hook", ["agreement.settled"], null), WebhookWorld.Somebody));
        Assert.True(outcome.Succeeded(out _, out _));

        await world.SettledAsync(shop);
        await world.RunJobsAsync();

        Assert.Empty(server.Heard);
        Assert.Equal("address-refused", (await world.AttemptsAsync(shop)).Single().Failure);
    }

    [Fact]
    public void The_door_is_shut_unless_somebody_opens_it() =>
        Assert.False(world.The<IOptions<WebhookOptions>>(HostRole.Worker).Value.AllowPrivate);
}
