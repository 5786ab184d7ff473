using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tests.Testing;

namespace Tests.E2e.Staging;

/// <summary>What a creditor was told by webhook, its signature proved (standardwebhooks.com).</summary>
public sealed record Told(string Id, string Type, JsonElement Data);

/// <summary>A creditor's computer that hears webhooks and believes only what is signed.</summary>
public sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly FakeServer _server;
    private byte[] _secret = [];

    private Listener(FakeServer server) => _server = server;

    /// <summary>Everything heard so far, repetitions too, in the order it came.</summary>
    public IReadOnlyList<Told> Heard => [.. _server.Heard.Select(Believe)];

    public static async Task<Listener> StartAsync(Shop shop, params IReadOnlyList<string> types)
    {
        var listener = new Listener(await FakeServer.StartAsync());
        var secret = await shop.SubscribeAsync(listener._server.Url, types);
        listener._secret = Convert.FromBase64String(secret["whsec_".Length..]);
        return listener;
    }

    /// <summary>What was said of one agreement, once all of these types have come.</summary>
    public async Task<IReadOnlyList<Told>> AboutAsync(string agreementId, params IReadOnlyList<string> types)
    {
        var since = TimeProvider.System.GetTimestamp();

        while (true)
        {
            var heard = Heard.Where(t => t.Data.TryGetProperty("agreementId", out var id) && id.GetString() == agreementId).ToList();

            if (types.All(type => heard.Any(t => t.Type == type)))
            {
                return heard;
            }

            Invariant.Holds(TimeProvider.System.GetElapsedTime(since) < Patience,
                $"Of agreement {agreementId} was heard only: {string.Join(", ", heard.Select(t => t.Type))}.");
            await Task.Delay(100);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Told Believe(Received request)
    {
        var (id, at) = (request.Headers["webhook-id"], request.Headers["webhook-timestamp"]);
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{id}.{at}.{request.Body}")));
        Assert.Contains(expected, request.Headers["webhook-signature"].Split(' '));
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True((TimeProvider.System.GetUtcNow() - sent).Duration() < Tolerance, "The signature is of now.");
        var said = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(id, said.GetProperty("id").GetString());
        return new Told(id, said.GetProperty("type").GetString()!, said.GetProperty("data"));
    }
}
