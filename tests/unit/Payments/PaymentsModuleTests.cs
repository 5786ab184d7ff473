using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shared.Payments;

namespace Tests.Payments;

public sealed class PaymentsModuleTests
{
    [Theory]
    [InlineData("Production", "true", "false", false)]
    [InlineData("Production", "true", "true", true)]
    [InlineData("Production", "false", "false", true)]
    [InlineData("Development", "true", "false", true)]
    public void The_sandbox_bank_opens_in_production_for_demonstrations_alone(string environment, string enabled, string demo, bool starts)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration["Sandbox:Enabled"] = enabled;
        builder.Configuration["Sandbox:Demo"] = demo;
        builder.Services.AddPayments(builder.Configuration);
        using var app = builder.Build();

        var failure = Record.Exception(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(starts, failure is null);
        Assert.True(starts || failure!.Message.Contains("Sandbox:Enabled", StringComparison.Ordinal));
    }
}
