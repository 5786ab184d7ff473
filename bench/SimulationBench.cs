using System.Globalization;
using Admin.Api.Dev;
using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;
using Shared.Simulations;

namespace Bench;

/// <summary>
/// P-6 from the database: the job reads a portfolio, works out what is owed on each debt, asks the policy and writes its result
/// and its list, beside the tight loop on as many cores over debts that are ready in memory. And P-7 as the whole act.
/// </summary>
internal static class SimulationBench
{
    private const string Database = "bench_simulation";
    private const int Requests = 1_000;
    private const int WarmUps = 2;
    private static readonly int Lanes = Environment.ProcessorCount;

    public static async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<(int Debts, int Pairs)> sizes)
    {
        var results = new List<Result>();
        var growth = new List<(double, double)>();

        foreach (var (debts, pairs) in sizes)
        {
            var file = Portfolio.Sample("simulation.csv", debts);
            await using (var hosts = new DemoHosts(Server.ArgumentsFor(await Server.FreshAsync(Database))))
            {
                var creditor = await Portfolio.CreditorAsync(hosts, DemoCreditor.LojaAurora);
                await Portfolio.ImportAsync(hosts, creditor, file);
                await Server.ExecuteAsync(Database, "vacuum analyze debts, debtors");
                results.Add(new Result($"P-6 job {debts:N0}", "s", Better.Less, Goal: null, await PairsAsync(hosts, creditor, debts, pairs)));
                growth.Add((debts, results[^1].Ours));
                await PublishAsync(hosts, creditor);
                var both = await Machine.MeasureAsync(() => SimulateAsync(hosts, creditor));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  beside a policy in force: {both.Seconds:0.00} s, CPU {both.Cpu:0.0}+{both.ServerCpu:0.0} s, {both.PeakMegabytes:0} MB"));
                await RequestsAsync(hosts, creditor);
            }

            File.Delete(file);
            await Server.DropAsync(Database);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"P-6 job grows as n^{Numbers.Exponent(growth):0.00} from {growth[0].Item1:N0} to {growth[^1].Item1:N0} debts"));
        return results;
    }

    private static async Task<List<Pair>> PairsAsync(DemoHosts hosts, Creditor creditor, int debts, int pairs)
    {
        var day = TimeProvider.System.Today;
        var limit = OffersPolicy.LimitOn(day);
        var bare = await BareAsync(hosts, creditor, day);

        // A worker has been running for days when a simulation comes.
        for (var i = 0; i < WarmUps; i++)
        {
            await SimulateAsync(hosts, creditor);
            await LimitAsync(limit, bare, debts);
        }

        var costs = new List<Pair>();

        for (var i = 0; i < pairs; i++)
        {
            var (ours, theirs) = await Machine.InTurnAsync(i, () => Machine.MeasureAsync(() => SimulateAsync(hosts, creditor)), () => Machine.MeasureAsync(() => LimitAsync(limit, bare, debts)));
            costs.Add(Pair.Of(ours, theirs));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {debts,9:N0} debts  job {ours.Seconds:0.00} s ({debts / ours.Seconds:0}/s)  limit {theirs.Seconds:0.00} s  CPU {ours.Cpu:0.0}+{ours.ServerCpu:0.0} / {theirs.Cpu:0.0}  {ours.PeakMegabytes:0} MB  others {Math.Max(ours.Disturbance, theirs.Disturbance):0%}"));
        }

        return costs;
    }

    private static async Task SimulateAsync(DemoHosts hosts, Creditor creditor)
    {
        var asked = await hosts.MustAsync(HostRole.Admin, creditor.Id, (SimulateOffers simulate) =>
            simulate.ExecuteAsync(new(null, OffersPolicy.Document, new(SimulationScope.Portfolio)), Actor.System("bench"), CancellationToken.None));

        while (await hosts.DoAsync(HostRole.Worker, null, (JobRunner runner) => runner.RunNextAsync(JobLane.Bulk)))
        {
        }

        var ended = await hosts.DoAsync(HostRole.Admin, creditor.Id, (AppDb db) => db.OfferSimulations.AsNoTracking().SingleAsync(s => s.Id == asked.Id));
        Invariant.Holds(ended is { Status: SimulationStatus.Completed, Result.WithOffer: > 0 }, $"The simulation ended {ended.Status}.");
    }

    // A part of the debts is enough for the loop to go round and round in.
    private static async Task<LimitDebt[]> BareAsync(DemoHosts hosts, Creditor creditor, DateOnly day)
    {
        var rows = await hosts.DoAsync(HostRole.Worker, creditor.Id, (AppDb db) => db.OfferFacts(db.Debts.Where(d => d.Status == DebtStatus.Open).OrderBy(d => d.Id).Take(50_000)).ToListAsync());
        return [.. rows.Select(row => LimitDebt.Of(row.On(day, IndexTable.Empty).Debts[0]))];
    }

    private static Task<OffersLimit.Sums[]> LimitAsync(OffersLimit limit, LimitDebt[] bare, int debts) =>
        Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => limit.Run(bare, lane * debts / Lanes, debts / Lanes))));

    private static async Task PublishAsync(DemoHosts hosts, Creditor creditor)
    {
        var draft = await hosts.MustAsync(HostRole.Admin, creditor.Id, (DraftPolicy policy) =>
            policy.ExecuteAsync(new(creditor.Id, "Vinte regras", OffersPolicy.Document, null, null), Actor.System("bench")));
        await hosts.MustAsync(HostRole.Admin, creditor.Id, (PublishPolicy publish) => publish.ExecuteAsync(draft.Id, Actor.System("bench")));
    }

    // The whole act: debt, profile, policy and figures read from the database, and the document of twenty rules with them.
    private static async Task RequestsAsync(DemoHosts hosts, Creditor creditor)
    {
        var ids = await hosts.DoAsync(HostRole.Admin, creditor.Id, (AppDb db) => db.Debts.Where(d => d.Status == DebtStatus.Open).OrderBy(d => d.Id).Take(Requests).Select(d => d.Id).ToListAsync());
        await QuoteAsync([.. ids, .. ids]);
        var cost = await Machine.MeasureAsync(() => QuoteAsync(ids));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"P-7 QuoteOffers, the whole act: {cost.Cpu / ids.Count * 1000:0.00} ms CPU of ours and {cost.ServerCpu / ids.Count * 1000:0.00} ms of the database a request  others {cost.Disturbance:0%}"));

        async Task QuoteAsync(IEnumerable<Id<Debt>> debts)
        {
            foreach (var id in debts)
            {
                await hosts.DoAsync(HostRole.Admin, creditor.Id, (QuoteOffers quote) => quote.ExecuteAsync(id));
            }
        }
    }
}
