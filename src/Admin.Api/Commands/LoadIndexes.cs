using Shared.Debts;

namespace Admin.Api.Commands;

/// <summary>The command <c>indexes --file figures.csv</c>: puts index figures in (docs/money.md). Loading a file twice changes nothing.</summary>
internal static class LoadIndexes
{
    private static readonly Actor Operator = Actor.System("indexes");

    public static async Task<int> RunAsync(string[] args)
    {
        if (new ConfigurationBuilder().AddCommandLine(args).Build()["file"] is not { Length: > 0 } path || !File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"Usage: indexes --file figures.csv, a file of lines \"{IndexFile.Header}\".");
            return 2;
        }

        using var file = new StreamReader(path);
        var outcome = IndexFile.Read(file).Succeeded(out var figures, out var unreadable)
            ? await Command.AsOwnerAsync(args, services => services.GetRequiredService<PublishIndexFigures>().ExecuteAsync(figures, Operator))
            : unreadable;

        if (!outcome.Succeeded(out var result, out var refusal))
        {
            await Console.Error.WriteLineAsync($"{refusal.Code}: {refusal.Message}");
            return 1;
        }

        await Console.Out.WriteLineAsync($"{result.Added} figures added, {result.Known} known already.");
        return 0;
    }
}
