using Admin.Api.Dev;
using Shared;

namespace Admin.Api.Commands;

/// <summary>What this program can be asked to do: serve the API, work the jobs, migrate, load index figures, take creditors in, end payouts, agree commissions, seed the demo.</summary>
public static class Command
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (name, rest) = args is [var first, .. var others] && !first.StartsWith('-') ? (first, others) : ("serve", args);

        switch (name)
        {
            case "serve":
                await Serve.Build(rest).RunAsync();
                return 0;
            case "work":
                await Work.Build(rest).RunAsync();
                return 0;
            case "migrate":
                await AsOwnerAsync(rest, async services =>
                {
                    await services.GetRequiredService<MigrateDatabase>().ExecuteAsync();
                    return true;
                });
                return 0;
            case "indexes":
                return await LoadIndexes.RunAsync(rest);
            case "creditor":
                return await TakeIn.RunAsync(rest, Console.Out, Console.Error);
            case "payout":
                return await EndPayout.RunAsync(rest);
            case "commission":
                return await SetCommission.RunAsync(rest);
            case "seed":
                await DemoSeed.RunAsync(rest);
                return 0;
            case "sample-portfolio":
                await WriteSample.RunAsync(rest);
                return 0;
            default:
                await Console.Error.WriteLineAsync($"Unknown command '{name}'. Known: serve, work, migrate, indexes, creditor, payout, commission, seed, sample-portfolio.");
                return 2;
        }
    }

    /// <summary>One act with the rights of the database's owner, outside any host.</summary>
    internal static async Task<T> AsOwnerAsync<T>(string[] args, Func<IServiceProvider, Task<T>> act)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services
            .AddPlatform(builder.Configuration, HostRole.Owner)
            .AddModules(builder.Configuration, HostRole.Owner);
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }
}
