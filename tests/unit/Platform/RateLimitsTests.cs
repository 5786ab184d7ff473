namespace Tests.Platform;

public class RateLimitsTests(World world) : IClassFixture<World>
{
    private static readonly Rate TenAMinute = new(10, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task Ten_get_through_however_many_instances_ask()
    {
        var limits = new[] { world.The<RateLimits>(HostRole.Admin), world.The<RateLimits>(HostRole.Portal), world.The<RateLimits>(HostRole.Worker) };

        var decisions = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => limits[i % 3].TakeLastingAsync("three hosts", TenAMinute, CancellationToken.None)));

        Assert.Equal(10, decisions.Count(d => d.Allowed));
    }

    [Fact]
    public async Task Whoever_is_refused_is_told_when_to_come_back_and_then_let_in()
    {
        var limits = world.The<RateLimits>();

        for (var i = 10; i > 0; i--)
        {
            Assert.Equal(i - 1, (await limits.TakeAsync("one host", TenAMinute, CancellationToken.None)).Remaining);
        }

        var refused = await limits.TakeAsync("one host", TenAMinute, CancellationToken.None);
        world.Clock.Advance(refused.RetryAfter);
        var back = await limits.TakeAsync("one host", TenAMinute, CancellationToken.None);

        Assert.False(refused.Allowed);
        Assert.Equal(TimeSpan.FromSeconds(6), refused.RetryAfter);
        Assert.True(back.Allowed);
    }
}
