namespace Tests.Api;

public sealed class RateTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData(10)]
    [InlineData(120)]
    public async Task A_key_may_ask_so_often_on_all_hosts_together(int limit)
    {
        var settings = new Dictionary<string, string?> { ["Api:RequestsPerMinute"] = $"{limit}" };
        var token = await world.KeyAsync(await world.CreditorAsync());
        HttpClient[] hosts = [world.Keep(new ApiHost(world, settings)).Caller(token), world.Keep(new ApiHost(world, settings)).Caller(token)];
        var answers = new List<Answer>();

        for (var i = 0; i < limit + 6; i++)
        {
            answers.Add(await hosts[i % 2].ReadAsync("/v1/debts"));
        }

        var refused = answers.Where(a => a.Status == 429).ToList();
        Assert.InRange(answers.Count(a => a.Status == 200), limit - 1, limit);
        Assert.All(refused, a => Assert.Equal("too-many-requests", a.Code));
        Assert.All(refused, a => Assert.InRange(int.Parse(a.Header("Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 1, 60));
        Assert.Equal($"{limit}", answers[0].Header("RateLimit-Limit"));
        Assert.Equal($"{limit - 1}", answers[0].Header("RateLimit-Remaining"));
        Assert.NotEmpty(answers[0].Header("RateLimit-Reset"));

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await hosts[0].ReadAsync("/v1/debts")).Status);
    }

    [Fact]
    public async Task An_address_meets_the_shield_whoever_it_is()
    {
        var host = world.Keep(new ApiHost(world, new() { ["Api:RequestsPerMinuteAndAddress"] = "5" })).Caller();
        var answers = new List<Answer>();

        for (var i = 0; i < 6; i++)
        {
            answers.Add(await host.ReadAsync("/v1/debts"));
        }

        Assert.Equal([401, 401, 401, 401, 401, 429], answers.Select(a => a.Status));
        Assert.Equal("too-many-requests", answers[^1].Code);
    }
}
