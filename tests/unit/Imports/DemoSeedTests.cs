using Admin.Api.Dev;
using Shared.Debts;

namespace Tests.Imports;

public sealed class DemoSeedTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Makes_the_demo_once_and_new_keys_only_when_the_file_is_lost()
    {
        var path = Path.Combine(Path.GetTempPath(), $"demo-{Guid.CreateVersion7():N}.json");
        string[] args = [.. world.Database.Settings.Select(s => $"--{s.Key}={s.Value}"), $"--out={path}", "--Logging:LogLevel:Default=Error"];

        await DemoSeed.RunAsync(args);
        var first = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var debts = await DebtsAsync();
        await DemoSeed.RunAsync(args);
        Assert.Equal(first, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        File.Delete(path);
        await DemoSeed.RunAsync(args);
        var third = await DemoFile.ReadAsync(path);

        Assert.Equal(debts, await DebtsAsync());
        Assert.InRange(debts, 10_000, 10_500);
        Assert.StartsWith("ak_live_", third!.ApiKey, StringComparison.Ordinal);
        Assert.StartsWith("ak_test_", third.TestApiKey, StringComparison.Ordinal);
        Assert.DoesNotContain(third.ApiKey, first, StringComparison.Ordinal);
        var maria = world.Vault.PersonOf(World.Maria, CreditorMode.Live);
        Assert.Equal(3, await world.DoAsync(maria, (AppDb db) => db.Debts.CountAsync()));
        Assert.Equal(200, (await world.Api.Caller(third.ApiKey).ReadAsync("/v1/imports")).Status);
        File.Delete(path);
    }

    private Task<int> DebtsAsync() => world.DoAsync(HostRole.Owner, (AppDb db) => db.Debts.IgnoreQueryFilters().CountAsync());
}
