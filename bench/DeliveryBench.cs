using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Admin.Api.Dev;
using Shared.Agreements;
using Shared.Creditors;
using Shared.Webhooks;

namespace Bench;

/// <summary>
/// Webhooks a second, from the event in the log to the receiver's answer, as the published worker sends them; beside a loop that signs and
/// posts the same bodies, as many at a time. And what one address that hangs costs the others.
/// </summary>
internal static class DeliveryBench
{
    private const string Database = "bench_deliveries";
    private const int Deliveries = 2_000;
    private const int Endpoints = 16;
    private const int AtATime = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    public static async Task<IReadOnlyList<Result>> RunAsync(int pairs)
    {
        var (one, many, beside) = (new List<Pair>(), new List<Pair>(), new List<Pair>());

        for (var i = 0; i < pairs; i++)
        {
            var (alone, limitAlone) = await Machine.InTurnAsync(i, () => OursAsync(endpoints: 1, hanging: 0), () => LimitAsync(atATime: 1));
            var (all, limitAll) = await Machine.InTurnAsync(i, () => OursAsync(Endpoints, hanging: 0), () => LimitAsync(AtATime));
            var (disturbed, quiet) = (await OursAsync(Endpoints, hanging: 1), all);
            one.Add(PerSecond(alone, limitAlone));
            many.Add(PerSecond(all, limitAll));
            beside.Add(PerSecond(disturbed, quiet));
        }

        return
        [
            new Result("webhooks to one endpoint", "/s", Better.More, Goal: null, one),
            new Result($"webhooks to {Endpoints} endpoints", "/s", Better.More, Goal: null, many),
            new Result("the same beside one that hangs", "/s", Better.More, Goal: null, beside),
        ];
    }

    private static Pair PerSecond(Cost ours, Cost limit) =>
        new(Deliveries / ours.Seconds, Deliveries / limit.Seconds, ours.PeakMegabytes, Math.Max(ours.Disturbance, limit.Disturbance));

    private static async Task<Cost> OursAsync(int endpoints, int hanging)
    {
        await using var receiver = await Receiver.StartAsync();
        var settings = Server.SettingsFor(await Server.FreshAsync(Database));
        settings["Webhooks:AllowPrivate"] = "true";
        settings["Smtp:Host"] = "127.0.0.1";
        await using (var hosts = new DemoHosts([.. settings.Select(s => $"--{s.Key}={s.Value}")]))
        {
            var creditor = await Portfolio.CreditorAsync(hosts, DemoCreditor.LojaAurora);
            await SubscribeAsync(hosts, creditor, receiver, endpoints, hanging);
            await RecordAsync(hosts, creditor, Deliveries / endpoints);
        }

        // From the start of the worker: everything has been waiting for it.
        HostProcess? worker = null;
        var cost = await Machine.MeasureAsync(async () =>
        {
            worker = await HostProcess.StartAsync(HostProcess.Published("BENCH_ADMIN"), ["work"], settings, "/health/ready");
            await receiver.UntilAsync(Deliveries, Patience);
        });
        var peak = worker!.PeakMegabytes;
        await worker.DisposeAsync();
        await Server.DropAsync(Database);
        return cost with { PeakMegabytes = peak };
    }

    private static async Task SubscribeAsync(DemoHosts hosts, Creditor creditor, Receiver receiver, int endpoints, int hanging)
    {
        var paths = Enumerable.Range(0, endpoints).Select(n => $"prompt/{n}").Concat(Enumerable.Repeat("hangs", hanging));

        foreach (var path in paths)
        {
            await hosts.MustAsync(HostRole.Admin, creditor.Id, (SubscribeEndpoint subscribe) =>
                subscribe.ExecuteAsync(new(creditor.Id, new Uri(receiver.Address, path).ToString(), ["agreement.settled"], null), Actor.System("bench")));
        }
    }

    private static Task<int> RecordAsync(DemoHosts hosts, Creditor creditor, int events) => hosts.DoAsync(HostRole.Worker, creditor.Id, async (IServiceProvider services) =>
    {
        var person = new PersonKey(Guid.CreateVersion7());

        for (var n = 0; n < events; n++)
        {
            await services.GetRequiredService<EventLog>().RecordAsync(
                new AgreementSettled(creditor.Id, person, Id<Agreement>.New(), Money.OfCents(74_934), Money.OfCents(74_934)), Actor.System("bench"));
        }

        return await services.GetRequiredService<AppDb>().SaveChangesAsync();
    });

    private static async Task<Cost> LimitAsync(int atATime)
    {
        await using var receiver = await Receiver.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler());
        return await Machine.MeasureAsync(async () =>
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, Deliveries), new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (n, stopping) =>
            {
                var (id, now) = (Guid.CreateVersion7().ToString(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
                var body = JsonSerializer.SerializeToUtf8Bytes(new
                {
                    id, type = "agreement.settled", timestamp = TimeProvider.System.GetUtcNow(), data = new { agreementId = id, total = "749.34", paid = "749.34" },
                });
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(receiver.Address, $"prompt/{n % Endpoints}")) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
                request.Headers.Add("webhook-id", id);
                request.Headers.Add("webhook-timestamp", $"{now}");
                request.Headers.TryAddWithoutValidation("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Secret, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{now}."), .. body])));
                using var answer = await client.SendAsync(request, stopping);
                answer.EnsureSuccessStatusCode();
            });
            await receiver.UntilAsync(Deliveries, Patience);
        });
    }
}
