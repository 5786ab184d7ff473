namespace Bench;

/// <summary>Ratios beside a limit that runs in the same minute on the same data: <c>bench [name]...</c>.</summary>
internal static class Figures
{
    private static readonly Dictionary<string, Func<Task<IReadOnlyList<Result>>>> Named = new()
    {
        ["imports"] = () => ImportBench.RunAsync([(100_000, 5), (300_000, 3), (1_000_000, 3)]),
        ["imports-quick"] = () => ImportBench.RunAsync([(100_000, 3)]),
        ["offers"] = () => OffersBench.RunAsync([(100_000, 5), (300_000, 5), (1_000_000, 5)]),
        ["simulations"] = () => SimulationBench.RunAsync([(100_000, 5), (300_000, 5), (1_000_000, 5)]),
        ["simulations-quick"] = () => SimulationBench.RunAsync([(100_000, 3)]),
        ["payments"] = () => PaymentBench.RunAsync(20, 50),
        ["payments-quick"] = () => PaymentBench.RunAsync(20),
        ["qr"] = () => QrBench.RunAsync(pairs: 5),
        ["list"] = () => ListBench.RunAsync(pairs: 5, TimeSpan.FromSeconds(10)),
        ["list-quick"] = () => ListBench.RunAsync(pairs: 3, TimeSpan.FromSeconds(5), debts: 100_000),
        ["webhooks"] = () => DeliveryBench.RunAsync(pairs: 5),
        ["imports-large"] = () => ImportBench.RunAsync([(1_000_000, 3), (5_000_000, 1)]),
        ["page"] = () => PageBench.RunAsync(pairs: 7, TimeSpan.FromSeconds(10)),
    };

    /// <summary>Where samples and sealed files lie meanwhile.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("BENCH_HOME") ?? Path.Combine(Path.GetTempPath(), "acerto-bench");

    /// <summary>How the cluster's processes are told from others.</summary>
    public static string DataFolder { get; } = Environment.GetEnvironmentVariable("BENCH_DATA") ?? "bench";

    public static async Task<int> RunAsync(string[] args)
    {
        var names = args is [] ? ["imports", "page", "list", "offers", "simulations", "webhooks", "payments", "qr"] : args;

        if (names.FirstOrDefault(name => !Named.ContainsKey(name)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"no figure is called {unknown}; usage: bench [{string.Join('|', Named.Keys)}]...");
            return 2;
        }

        Directory.CreateDirectory(Folder);
        await Server.PrepareAsync();
        var results = new List<Result>();

        foreach (var name in names)
        {
            results.AddRange(await Named[name]());
        }

        Table.Print(results);
        return 0;
    }
}
