using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shared.Payments;
using Shared.Payments.Sandbox;

namespace Tests.Payments;

/// <summary>Money of the sandbox bank is play money: where money is real, nobody but a test tenant may be paid with it.</summary>
public sealed class PaymentsModuleTests : IAsyncLifetime
{
    private readonly World _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("Production", "true", "false", false, false)]
    [InlineData("Production", "true", "true", true, true)]
    [InlineData("Production", null, "false", true, false)]
    [InlineData("Production", "false", "false", true, false)]
    [InlineData("Development", "true", "false", true, true)]
    [InlineData("Development", null, "false", true, true)]
    [InlineData("Development", "false", "false", true, false)]
    public void It_opens_for_live_tenants_in_production_for_demonstrations_alone(string environment, string? enabled, string demo, bool starts, bool serves)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration["Sandbox:Enabled"] = enabled;
        builder.Configuration["Sandbox:Demo"] = demo;
        builder.Services.AddPayments(builder.Configuration);
        using var app = builder.Build();

        var failure = Record.Exception(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(starts, failure is null);
        Assert.True(starts ? serves == app.Services.GetRequiredService<IOptions<SandboxOptions>>().Value.Serves(CreditorMode.Live) : failure!.Message.Contains("Sandbox:Enabled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_production_a_test_tenant_has_it_and_a_live_one_does_not()
    {
        var (live, test) = (await _world.CreditorAsync(mode: CreditorMode.Live), await _world.CreditorAsync());
        BeProduction();

        Assert.Equal(OpenGatewayAccount.SandboxBarred, await World.MustRefuseAsync(OpenAsync(live)));
        Assert.Equal(GatewayName.Sandbox, (await World.MustAsync(OpenAsync(test))).Gateway);
    }

    [Fact]
    public async Task A_live_account_of_before_takes_no_play_money_any_more()
    {
        var live = await _world.CreditorAsync(mode: CreditorMode.Live);
        await _world.BankAsync(live);
        await _world.PolicyAsync(live);
        var agreement = await _world.AgreementAsync(await _world.DebtAsync(live), 3);
        var open = await World.MustAsync(_world.ChargeAsync(agreement));
        BeProduction();

        Assert.Equal(PayInSandbox.NotFound, await World.MustRefuseAsync(_world.DoAsync(live, (PayInSandbox pay) => pay.ExecuteAsync(new(open.Id, null)))));
        Assert.False((await _world.ChargeAsync(agreement, 2)).Succeeded(out _, out _));
        Assert.Empty(await _world.LedgerAsync(live));
    }

    private void BeProduction()
    {
        foreach (var role in new[] { HostRole.Admin, HostRole.Portal, HostRole.Worker })
        {
            _world.The<IOptions<SandboxOptions>>(role).Value.ServesLive = false;
        }
    }

    private Task<Outcome<GatewayAccount>> OpenAsync(Creditor creditor) => _world.DoAsync(creditor, (OpenGatewayAccount open) =>
        open.ExecuteAsync(new(creditor.Id, "Banco de testes", 1, "Loja Azul", "Sao Paulo"), Actor.System("tests")));
}
