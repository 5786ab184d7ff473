using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Admin.Api.Dev;
using Bench.Bare;
using Shared.Creditors;

namespace Bench;

/// <summary>
/// P-4: <c>GET /v1/debts?limit=50</c>, the first page and the thousandth, as the published API serves them to a key; beside a bare endpoint
/// with one query that answers with the same members of the same debts.
/// </summary>
internal static class ListBench
{
    private const string Database = "bench_list";
    private const int Debts = 1_000_000;
    private const int PageSize = 50;
    private const int Far = 1_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Result>> RunAsync(int pairs, TimeSpan each, int debts = Debts)
    {
        var (creditor, key) = await PrepareAsync(debts);
        var settings = Server.SettingsFor(Database);
        settings["Api:RequestsPerMinute"] = settings["Api:RequestsPerMinuteAndAddress"] = "1000000";
        await using var api = await HostProcess.StartAsync(HostProcess.Published("BENCH_ADMIN"), ["serve"], settings, "/health/ready");
        await using var bare = await HostProcess.StartAsync(typeof(ListBench).Assembly.Location, [BareHost.Verb],
            new Dictionary<string, string> { ["ConnectionStrings:Bare"] = Server.ConnectionTo(Database) }, BareDebts.Path(creditor, null));
        var (first, last) = ($"/v1/debts?limit={PageSize}", "");
        string? above = null;

        using (var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = api.Address })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            (last, above) = await WalkAsync(client, first, Math.Min(Far, debts / PageSize));
            await CompareAsync(client, bare, first, BareDebts.Path(creditor, null));
            await CompareAsync(client, bare, last, BareDebts.Path(creditor, above));
        }

        await OursAsync(first, WarmUp);
        await LimitAsync(null, WarmUp);
        var (near, far, depth) = (new List<Pair>(), new List<Pair>(), new List<Pair>());

        for (var i = 0; i < pairs; i++)
        {
            var (ours, limit) = await Machine.InTurnAsync(i, () => OursAsync(first, each), () => LimitAsync(null, each));
            var (oursFar, limitFar) = await Machine.InTurnAsync(i, () => OursAsync(last, each), () => LimitAsync(above, each));
            var others = new[] { ours, limit, oursFar, limitFar }.Max(run => run.Cost.Disturbance);
            near.Add(new Pair(ours.Load.PerSecond, limit.Load.PerSecond, api.PeakMegabytes, others));
            far.Add(new Pair(oursFar.Load.PerSecond, limitFar.Load.PerSecond, api.PeakMegabytes, others));
            depth.Add(new Pair(oursFar.Load.PerSecond, ours.Load.PerSecond, api.PeakMegabytes, others));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  list  ours {ours.Load}  limit {limit.Load}  far {oursFar.Load}  its limit {limitFar.Load}  CPU {ours.Cost.Cpu:0.0}+{ours.Cost.ServerCpu:0.0} / {limit.Cost.Cpu:0.0}+{limit.Cost.ServerCpu:0.0}  others {others:0%}"));
        }

        await Server.DropAsync(Database);
        return
        [
            new Result("P-4 first page", "/s", Better.More, Goal: 0.5, near),
            new Result($"P-4 page {Far:N0}", "/s", Better.More, Goal: 0.5, far),
            new Result($"P-4 page {Far:N0} beside the first", "/s", Better.More, Goal: 1 / 1.2, depth),
        ];

        Task<Run> OursAsync(string path, TimeSpan length) => Wrk.MeasureAsync(api, [new Visit(path, Cookie: null, key)], length);

        Task<Run> LimitAsync(string? after, TimeSpan length) => Wrk.MeasureAsync(bare, [new Visit(BareDebts.Path(creditor, after), Cookie: null)], length);
    }

    private static async Task<(Id<Creditor> Creditor, string Key)> PrepareAsync(int debts)
    {
        await using var hosts = new DemoHosts(Server.ArgumentsFor(await Server.FreshAsync(Database)));
        var creditor = await Portfolio.CreditorAsync(hosts, DemoCreditor.LojaAurora);
        var file = Portfolio.Sample($"list-{debts}.csv", debts);
        await Portfolio.ImportAsync(hosts, creditor, file);
        File.Delete(file);
        var issued = await hosts.MustAsync(HostRole.Admin, creditor.Id, (IssueApiKey issue) =>
            issue.ExecuteAsync(new("Medição", ["debts:read"], null, ApiScopes.All), Actor.System("bench")));
        await Server.ExecuteAsync(Database, "vacuum (analyze)");
        await Server.ExecuteAsync(Database, "checkpoint");
        return (creditor.Id, issued.Token);
    }

    /// <summary>Goes through the pages as a creditor's program does. The address of the last one, and the id of the debt before it.</summary>
    private static async Task<(string Path, string Above)> WalkAsync(HttpClient client, string first, int pages)
    {
        var (path, above) = (first, "");

        for (var page = 1; page < pages; page++)
        {
            using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
            above = json.RootElement.GetProperty("data").EnumerateArray().Last().GetProperty("id").GetString()!;
            path = $"{first}&cursor={Uri.EscapeDataString(json.RootElement.GetProperty("nextCursor").GetString()!)}";
        }

        return (path, above);
    }

    /// <summary>Both answer with the same debts and members, or the ratio would say nothing.</summary>
    private static async Task CompareAsync(HttpClient api, HostProcess bare, string ours, string limit)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = bare.Address };
        using var wanted = JsonDocument.Parse(await api.GetStringAsync(new Uri(ours, UriKind.Relative)));
        using var said = JsonDocument.Parse(await client.GetStringAsync(new Uri(limit, UriKind.Relative)));
        var (mine, theirs) = (wanted.RootElement.GetProperty("data"), said.RootElement.GetProperty("data"));
        Invariant.Holds(mine.GetArrayLength() == PageSize && JsonElement.DeepEquals(mine, theirs), "The two endpoints do not answer with the same debts.");
    }
}
