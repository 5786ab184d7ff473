using System.Globalization;
using Admin.Api.Dev;
using Shared.Creditors;

namespace Bench;

/// <summary>
/// P-1: a file into an empty portfolio, through the file store and the job, with a result for each row, beside the
/// fastest way PostgreSQL itself knows for the same rows. P-2: the same file again.
/// </summary>
internal static class ImportBench
{
    private const int WarmUp = 10_000;

    public static async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<(int Rows, int Pairs)> sizes)
    {
        await PairsAsync(WarmUp, pairs: 1);
        var results = new List<Result>();
        var growth = new List<(double, double)>();

        foreach (var (rows, pairs) in sizes)
        {
            var (first, again) = await PairsAsync(rows, pairs);
            results.Add(new Result($"P-1 import {rows:N0}", "s", Better.Less, Goal: 0.6, first));
            results.Add(new Result($"P-2 the same again {rows:N0}", "s", Better.Less, Goal: 0.6, again));
            growth.Add((rows, results[^2].Ours));
        }

        if (growth.Count > 1)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P-1 grows as n^{Numbers.Exponent(growth):0.00} from {growth[0].Item1:N0} to {growth[^1].Item1:N0} rows"));
        }

        return results;
    }

    private static async Task<(List<Pair> First, List<Pair> Again)> PairsAsync(int rows, int pairs)
    {
        var file = Portfolio.Sample($"sample-{rows}.csv", rows);
        var (first, again) = (new List<Pair>(), new List<Pair>());
        await using var limit = await ImportLimit.OfAsync(await FilledAsync(file), Figures.Folder);

        for (var i = 0; i < pairs; i++)
        {
            var (ours, theirs) = await Machine.InTurnAsync(i, () => OursAsync(file), () => LimitAsync(limit));
            first.Add(Pair.Of(ours.First, theirs.First));
            again.Add(Pair.Of(ours.Again, theirs.Again));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {rows,9:N0} rows  ours {ours.First.Seconds,6:0.00} s  limit {theirs.First.Seconds,6:0.00} s  again {ours.Again.Seconds,6:0.00} / {theirs.Again.Seconds,6:0.00} s  CPU {ours.First.Cpu:0.0}+{ours.First.ServerCpu:0.0} / {theirs.First.Cpu:0.0}+{theirs.First.ServerCpu:0.0}, again {ours.Again.Cpu:0.0}+{ours.Again.ServerCpu:0.0} / {theirs.Again.Cpu:0.0}+{theirs.Again.ServerCpu:0.0}  others {ours.First.Disturbance:0%} / {theirs.First.Disturbance:0%}"));
        }

        await Server.DropAsync("bench_filled");
        File.Delete(file);
        return (first, again);
    }

    private static async Task<string> FilledAsync(string file)
    {
        await using var hosts = new DemoHosts(Server.ArgumentsFor(await Server.FreshAsync("bench_filled")));
        var creditor = await Portfolio.CreditorAsync(hosts, DemoCreditor.LojaAurora);
        await Portfolio.ImportAsync(hosts, creditor, file);
        return "bench_filled";
    }

    private static async Task<(Cost First, Cost Again)> OursAsync(string file)
    {
        var database = await Server.FreshAsync("bench_ours");
        (Cost, Cost) costs;
        await using (var hosts = new DemoHosts(Server.ArgumentsFor(database)))
        {
            var creditor = await Portfolio.CreditorAsync(hosts, DemoCreditor.LojaAurora);
            await WarmAsync(hosts, creditor);
            costs = (await Machine.MeasureAsync(() => Portfolio.ImportAsync(hosts, creditor, file)), await Machine.MeasureAsync(() => Portfolio.ImportAsync(hosts, creditor, file)));
        }

        await Server.DropAsync(database);
        return costs;
    }

    // A worker has been running for days when a file comes: the first rows go to the tenant for tests.
    private static async Task WarmAsync(DemoHosts hosts, Creditor live)
    {
        var test = await hosts.DoAsync(HostRole.Owner, null, (AppDb db) => db.Creditors.SingleAsync(c => c.AccountId == live.AccountId && c.Id != live.Id));
        var file = Portfolio.Sample("warm-up.csv", rows: 1000);
        await Portfolio.ImportAsync(hosts, test, file);
        await Portfolio.ImportAsync(hosts, test, file);
        File.Delete(file);
    }

    private static async Task<(Cost First, Cost Again)> LimitAsync(ImportLimit limit)
    {
        var database = await Server.FreshAsync("bench_limit");
        await ImportLimit.PrepareAsync(database);
        var costs = (await Machine.MeasureAsync(() => limit.RunAsync(database)), await Machine.MeasureAsync(() => limit.RunAsync(database)));
        await Server.DropAsync(database);
        return costs;
    }
}
