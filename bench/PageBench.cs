using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Admin.Api.Dev;
using Bench.Bare;
using Npgsql;

namespace Bench;

/// <summary>
/// P-3: the page of one person's open accounts, as the published portal serves it to many signed-in people, beside a bare Razor
/// Page with one query that lists the same accounts.
/// </summary>
internal static partial class PageBench
{
    private const string Database = "bench_page";
    private const string OurPath = "/inicio";
    private const int RetailDebts = 100_000;
    private const int TelecomDebts = 30_000;
    private const int MostPeople = 5_000;
    private const int Looked = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(45);

    public static async Task<IReadOnlyList<Result>> RunAsync(int pairs, TimeSpan each)
    {
        var people = await PeopleAsync();
        await using var sessions = new SignIns(Server.ArgumentsFor(Database));
        await using var portal = await HostProcess.StartAsync(HostProcess.Published("BENCH_PORTAL"), [], PortalSettings(), "/health/ready");
        await using var bare = await HostProcess.StartAsync(typeof(PageBench).Assembly.Location, [BareHost.Verb], BareSettings(), BarePath(default, prepared: false));
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var formCookie = await FormCookieAsync(client, portal, await sessions.CookieOfAsync(people[0]));
        await CompareAsync(client, sessions, portal, bare, people);
        await OursAsync(WarmUp);
        await LimitAsync(WarmUp);
        await LimitAsync(WarmUp, prepared: true);
        var (rates, waits, harder) = (new List<Pair>(), new List<Pair>(), new List<Pair>());

        for (var i = 0; i < pairs; i++)
        {
            var (ours, limit) = await Machine.InTurnAsync(i, () => OursAsync(each), () => LimitAsync(each));
            var prepared = await LimitAsync(each, prepared: true);
            var others = new[] { ours, limit, prepared }.Max(run => run.Cost.Disturbance);
            rates.Add(new Pair(ours.Load.PerSecond, limit.Load.PerSecond, portal.PeakMegabytes, others));
            waits.Add(new Pair(ours.Load.P99, limit.Load.P99, portal.PeakMegabytes, others));
            harder.Add(new Pair(ours.Load.PerSecond, prepared.Load.PerSecond, portal.PeakMegabytes, others));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  page  ours {ours.Load}  limit {limit.Load}  prepared {prepared.Load.PerSecond:0}/s  CPU {ours.Cost.Cpu:0.0}+{ours.Cost.ServerCpu:0.0} / {limit.Cost.Cpu:0.0}+{limit.Cost.ServerCpu:0.0}  others {others:0%}"));
        }

        await Server.DropAsync(Database);
        return
        [
            new Result("P-3 accounts of one person", "/s", Better.More, Goal: 0.5, rates),
            new Result("P-3 its p99", "ms", Better.Less, Goal: 1 / 3d, waits),
            new Result("P-3 limit's query prepared", "/s", Better.More, Goal: null, harder),
        ];

        // Fresh sessions each time: one older than a minute is renewed with the answer, once by a browser and here by every answer.
        async Task<Run> OursAsync(TimeSpan length)
        {
            var visits = new List<Visit>();

            foreach (var person in people)
            {
                visits.Add(new Visit(OurPath, $"{await sessions.CookieOfAsync(person)}; {formCookie}"));
            }

            return await Wrk.MeasureAsync(portal, visits, length);
        }

        Task<Run> LimitAsync(TimeSpan length, bool prepared = false) =>
            Wrk.MeasureAsync(bare, [.. people.Select(person => new Visit(BarePath(person, prepared), null))], length);
    }

    private static string BarePath(PersonKey person, bool prepared) => $"/?pessoa={person}&preparada={prepared}";

    // Two creditors that share most of their people, as creditors do.
    private static async Task<IReadOnlyList<PersonKey>> PeopleAsync()
    {
        await using (var hosts = new DemoHosts(Server.ArgumentsFor(await Server.FreshAsync(Database))))
        {
            foreach (var (demo, rows) in new[] { (DemoCreditor.LojaAurora, RetailDebts), (DemoCreditor.TelefoniaNorte, TelecomDebts) })
            {
                var file = Portfolio.Sample($"page-{rows}.csv", rows, demo.Trade);
                await Portfolio.ImportAsync(hosts, await Portfolio.CreditorAsync(hosts, demo), file);
                File.Delete(file);
            }
        }

        await Server.ExecuteAsync(Database, "vacuum (analyze)");
        await Server.ExecuteAsync(Database, "checkpoint");
        await using var source = NpgsqlDataSource.Create(Server.ConnectionTo(Database));
        await using var command = source.CreateCommand($"select person_key from debts where status = 'Open' group by 1 order by md5(person_key::text) limit {MostPeople}");
        await using var reader = await command.ExecuteReaderAsync();
        var people = new List<PersonKey>();

        while (await reader.ReadAsync())
        {
            people.Add(new PersonKey(reader.GetGuid(0)));
        }

        return people;
    }

    // As deployed, and as its own database user alone.
    private static Dictionary<string, string> PortalSettings()
    {
        var settings = Server.SettingsFor(Database);
        settings.Remove("ConnectionStrings:Db");
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        return settings;
    }

    private static Dictionary<string, string> BareSettings() => new() { ["ConnectionStrings:Bare"] = Server.ConnectionTo(Database) };

    // The page has a form, whose cookie a browser has kept since its first page.
    private static async Task<string> FormCookieAsync(HttpClient client, HostProcess portal, string session)
    {
        using var response = await GetAsync(client, new Uri(portal.Address, OurPath), session);
        return response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("acerto-form=", StringComparison.Ordinal)).Split(';')[0];
    }

    /// <summary>Both list the same accounts, or the ratio would say nothing.</summary>
    private static async Task CompareAsync(HttpClient client, SignIns sessions, HostProcess portal, HostProcess bare, IReadOnlyList<PersonKey> people)
    {
        foreach (var person in people.Take(Looked))
        {
            using var ours = await GetAsync(client, new Uri(portal.Address, OurPath), await sessions.CookieOfAsync(person));
            using var limit = await GetAsync(client, new Uri(bare.Address, BarePath(person, prepared: false)), cookie: null);
            var (listed, wanted) = (await ContractsAsync(ours), await ContractsAsync(limit));
            Invariant.Holds(listed.Count > 0 && listed.SetEquals(wanted), "The two pages do not list the same accounts.");
        }
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, Uri page, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        var response = await client.SendAsync(request);
        Invariant.Holds(response.StatusCode is HttpStatusCode.OK, $"{page.AbsolutePath} answered {response.StatusCode}.");
        return response;
    }

    private static async Task<HashSet<string>> ContractsAsync(HttpResponseMessage page) =>
        [.. Contract.Matches(await page.Content.ReadAsStringAsync()).Select(m => m.Value)];

    [GeneratedRegex(@"Contrato [A-Z0-9-]+")]
    private static partial Regex Contract { get; }
}
