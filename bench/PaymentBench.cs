using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Npgsql;
using Shared.Payments;
using Shared.Payments.Sandbox;

namespace Bench;

/// <summary>
/// P-8: from a bank's notice over the ledger to the screen of who has paid. The published hosts, each a process of its own; the bank
/// is this program. Payments come at a fixed rate whatever became of those before, and each is counted from the moment it was to come.
/// </summary>
internal static class PaymentBench
{
    private const string Database = "bench_payments";

    // As the page's script asks (pix.js).
    private static readonly TimeSpan AsksEvery = TimeSpan.FromMilliseconds(1_500);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private sealed record Seen(DateTimeOffset At, TimeSpan? Screen);

    public static async Task<IReadOnlyList<Result>> RunAsync(params IReadOnlyList<int> rates)
    {
        foreach (var rate in rates)
        {
            await RunAsync(rate);
        }

        return [];
    }

    private static async Task RunAsync(int rate)
    {
        var (warm, counted) = ((int)(rate * WarmUp.TotalSeconds), (int)(rate * Length.TotalSeconds));
        await using var payers = await Payers.PrepareAsync(Database, warm + counted);
        await using var admin = await HostProcess.StartAsync(HostProcess.Published("BENCH_ADMIN"), ["serve"], Settings(), "/health/ready");
        var settings = Settings(admin.Address);
        await using var portal = await HostProcess.StartAsync(HostProcess.Published("BENCH_PORTAL"), [], settings, "/health/ready");
        await using var worker = await HostProcess.StartAsync(HostProcess.Published("BENCH_ADMIN"), ["work"], settings, "/health/ready");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true, UseCookies = false, MaxConnectionsPerServer = 2_000 });
        var bank = new Bank(client, admin.Address, payers, Server.ConnectionTo(Database));
        await IdleAsync();

        await LoadAsync(client, portal.Address, bank, [.. payers.All.Take(warm)], rate);
        await IdleAsync();
        IReadOnlyList<HostProcess> hosts = [portal, admin, worker];
        var before = hosts.Select(h => h.CpuSeconds).ToList();
        IReadOnlyList<Seen> seen = [];
        var cost = await Machine.MeasureAsync(async () => seen = await LoadAsync(client, portal.Address, bank, [.. payers.All.Skip(warm)], rate));
        var spent = hosts.Select((h, i) => h.CpuSeconds - before[i]).ToList();
        Say(rate, seen, await LedgerAsync(seen[0].At), spent, cost);
    }

    private static void Say(int rate, IReadOnlyList<Seen> seen, IReadOnlyList<double> ledger, List<double> hosts, Cost cost)
    {
        var screens = seen.Select(s => s.Screen?.TotalSeconds ?? double.PositiveInfinity).Order().ToList();
        var each = 1_000 / (double)seen.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            P-8 at {rate}/s, {seen.Count} payments
              notice to ledger   p50 {At(ledger, 0.5):0.00} s  p99 {At(ledger, 0.99):0.00} s  ({ledger.Count} booked)
              notice to screen   p50 {At(screens, 0.5):0.00} s  p99 {At(screens, 0.99):0.00} s  goal 1 s, 3 s at 50/s  ({screens.Count(double.IsInfinity)} not seen in {Patience.TotalMinutes:0} min)
              CPU per payment    portal {hosts[0] * each:0.0} ms  admin {hosts[1] * each:0.0} ms  worker {hosts[2] * each:0.0} ms  database {cost.ServerCpu * each:0.0} ms  bank and screens {(cost.Cpu - hosts.Sum()) * each:0.0} ms
              in all             {cost.Seconds:0} s, others' CPU {cost.Disturbance:0%}
            """));
    }

    private static double At(IReadOnlyList<double> sorted, double part) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];

    private static async Task<IReadOnlyList<Seen>> LoadAsync(HttpClient client, Uri portal, Bank bank, IReadOnlyList<Payer> payers, int rate)
    {
        var begun = Now + AsksEvery;
        return await Task.WhenAll(payers.Select((payer, n) => OneAsync(client, portal, bank, payer, begun + TimeSpan.FromSeconds((double)n / rate))));
    }

    private static async Task<Seen> OneAsync(HttpClient client, Uri portal, Bank bank, Payer payer, DateTimeOffset at)
    {
        // The page has been open for a while: when it asks has nothing to do with when the money comes.
        await UntilAsync(at);
        var paying = bank.PayAsync(payer);
        await Task.Delay(AsksEvery * Random.Shared.NextDouble());
        var screen = await WatchAsync(client, portal, payer, at);
        await paying;
        return new Seen(at, screen);
    }

    private static async Task<TimeSpan?> WatchAsync(HttpClient client, Uri portal, Payer payer, DateTimeOffset at)
    {
        while (Now - at < Patience)
        {
            if (await AskAsync(client, portal, payer) is "paid")
            {
                using var receipt = await GetAsync(client, new Uri(portal, payer.Page), payer.Cookie);
                Invariant.Holds(receipt.RequestMessage!.RequestUri!.AbsolutePath.EndsWith("/comprovante", StringComparison.Ordinal), "A paid instalment shows its receipt.");
                return Now - at;
            }

            await Task.Delay(AsksEvery);
        }

        return null;
    }

    private static async Task<string?> AskAsync(HttpClient client, Uri portal, Payer payer)
    {
        using var answer = await GetAsync(client, new Uri(portal, payer.Status), payer.Cookie);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("state").GetString();
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, Uri address, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        var answer = await client.SendAsync(request);
        Invariant.Holds(answer.StatusCode is HttpStatusCode.OK, $"{address.AbsolutePath} answered {answer.StatusCode}.");
        return answer;
    }

    private static async Task UntilAsync(DateTimeOffset at)
    {
        if (at - Now is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait);
        }
    }

    // Between a notice at the door and its entry in the ledger, by the hosts' own clocks.
    private static async Task<IReadOnlyList<double>> LedgerAsync(DateTimeOffset since)
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionTo(Database));
        await using var command = source.CreateCommand("""
            select extract(epoch from e.posted_at - n.received_at)::float8
            from gateway_notices n
            join payments p on p.gateway_account_id = n.gateway_account_id and p.external_id = n.event_key
            join ledger_entries e on e.creditor_id = p.creditor_id and e.source = 'payment:' || p.id and e.why = 'payment applied'
            where n.received_at >= $1 order by 1
            """);
        command.Parameters.AddWithValue(since);
        await using var reader = await command.ExecuteReaderAsync();
        var waits = new List<double>();

        while (await reader.ReadAsync())
        {
            waits.Add(reader.GetDouble(0));
        }

        return waits;
    }

    // Letters and looks that the preparation left behind are no part of it.
    private static async Task IdleAsync()
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionTo(Database));
        var watch = Stopwatch.StartNew();

        while (true)
        {
            await using var command = source.CreateCommand("select count(*) from jobs where done_at is null and dead_at is null and due_at < now() + interval '15 seconds' and kind not like '%RefreshCharge'");

            if (await command.ExecuteScalarAsync() is 0L)
            {
                return;
            }

            Invariant.Holds(watch.Elapsed < TimeSpan.FromMinutes(10), "The worker does not come to rest.");
            await Task.Delay(500);
        }
    }

    // As deployed, each host as its own database user; the bank is ours, and letters are kept rather than sent.
    private static Dictionary<string, string> Settings(Uri? admin = null)
    {
        var settings = Server.SettingsFor(Database);
        settings.Remove("ConnectionStrings:Db");
        settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        settings["Inbox:Keep"] = "true";
        settings["Sandbox:Enabled"] = "true";
        settings["Sandbox:IsSteered"] = "false";

        if (admin is not null)
        {
            settings["Admin:PublicUrl"] = admin.ToString();
        }

        return settings;
    }

    /// <summary>Somebody else's computer: it has the money first, then tells us.</summary>
    private sealed class Bank(HttpClient client, Uri admin, Payers payers, string connection)
    {
        private readonly NpgsqlDataSource _books = NpgsqlDataSource.Create(connection);

        public async Task PayAsync(Payer payer)
        {
            var endToEnd = $"E00000000{Now.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture)}{payer.Charge.Txid[^11..]}";
            await using (var money = _books.CreateCommand("insert into sandbox_payments (end_to_end_id, txid, account, amount_cents, paid_at) values ($1, $2, $3, $4, now())"))
            {
                money.Parameters.AddWithValue(endToEnd);
                money.Parameters.AddWithValue(payer.Charge.Txid);
                money.Parameters.AddWithValue(payers.Account.Id.Value);
                money.Parameters.AddWithValue(payer.Charge.Amount.Cents);
                await money.ExecuteNonQueryAsync();
            }

            var body = JsonSerializer.SerializeToUtf8Bytes(new SandboxNoticeBody(payer.Charge.Txid, endToEnd), JsonSerializerOptions.Web);
            var (id, timestamp) = (endToEnd, Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(admin, $"hooks/sandbox/{payers.Account.Id}")) { Content = content };
            request.Headers.Add("sandbox-id", id);
            request.Headers.Add("sandbox-timestamp", timestamp);
            request.Headers.Add("sandbox-signature", SandboxSignature.Of(payers.Secret, id, timestamp, body));
            using var answer = await client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
    }
}
