using System.Collections.Concurrent;

namespace Bench;

/// <summary>What a creditor runs at the other end of a webhook: answers at once, or, where told so, not for a long while.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly WebApplication _host;
    private readonly ConcurrentDictionary<string, byte> _seen = new();

    private Receiver(WebApplication host) => _host = host;

    public Uri Address => new(_host.Urls.Single());

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._host.MapPost("/prompt/{number}", async (HttpContext http, string number) =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            receiver._seen.TryAdd($"{number} {http.Request.Headers["webhook-id"]}", 0);
            return Results.NoContent();
        });
        receiver._host.MapPost("/hangs", async (HttpContext http) =>
        {
            await Task.Delay(Hang, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Results.NoContent();
        });
        await receiver._host.StartAsync();
        return receiver;
    }

    /// <summary>Until so many messages have come to prompt addresses, each counted once however often it came.</summary>
    public async Task UntilAsync(int messages, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);

        while (_seen.Count < messages)
        {
            await Task.Delay(Look, end.Token);
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
