namespace Bench;

/// <summary>Ratios beside a limit that runs in the same minute on the same data: <c>bench [imports|imports-quick]</c>.</summary>
internal static class Figures
{
    /// <summary>Where samples and sealed files lie meanwhile.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("BENCH_HOME") ?? Path.Combine(Path.GetTempPath(), "acerto-bench");

    /// <summary>How the cluster's processes are told from others.</summary>
    public static string DataFolder { get; } = Environment.GetEnvironmentVariable("BENCH_DATA") ?? "bench";

    public static async Task<int> RunAsync(string[] args)
    {
        Directory.CreateDirectory(Folder);
        await Server.PrepareAsync();
        var results = new List<Result>();

        switch (args)
        {
            case [] or ["imports"]:
                results.AddRange(await ImportBench.RunAsync([(100_000, 5), (300_000, 3), (1_000_000, 3)]));
                break;
            case ["imports-quick"]:
                results.AddRange(await ImportBench.RunAsync([(100_000, 3)]));
                break;
            default:
                await Console.Error.WriteLineAsync("usage: bench [imports|imports-quick]");
                return 2;
        }

        Table.Print(results);
        return 0;
    }
}
