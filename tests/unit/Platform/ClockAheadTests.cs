using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tests.Platform;

public sealed class ClockAheadTests
{
    [Fact]
    public void Without_a_word_the_clock_is_the_machines() => Assert.Same(TimeProvider.System, ClockOf("Development", ahead: null));

    [Fact]
    public void In_development_it_may_run_ahead()
    {
        var ahead = ClockOf("Development", "9.00:00:00").GetUtcNow() - TimeProvider.System.GetUtcNow();

        Assert.InRange(ahead, TimeSpan.FromDays(9) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(9) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void In_production_nobody_turns_it() =>
        Assert.Throws<InvalidOperationException>(() => ClockOf("Production", "9.00:00:00"));

    private static TimeProvider ClockOf(string environment, string? ahead)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment, DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clock:Ahead"] = ahead,
            ["ConnectionStrings:Admin"] = "Host=127.0.0.1;Username=acerto_admin_login;Password=x;Database=acerto",
        });
        builder.Services.AddPlatform(builder.Configuration, HostRole.Admin);
        using var host = builder.Build();
        return host.Services.GetRequiredService<TimeProvider>();
    }
}
