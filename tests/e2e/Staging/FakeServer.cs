using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tests.E2e.Staging;

/// <summary>Somebody else's computer that is told things by webhook: keeps what it hears, answers as it is bid.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Heard> _heard = [];
    private int _refusals;

    private FakeServer(WebApplication app, int port) => (_app, Address) = (app, new Uri($"http://127.0.0.1:{port}/"));

    public sealed record Heard(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

    public Uri Address { get; }

    public IReadOnlyList<Heard> Everything => [.. _heard];

    /// <summary>Answers the next <paramref name="times"/> with 503.</summary>
    public void Refuse(int times) => Interlocked.Exchange(ref _refusals, times);

    public static async Task<FakeServer> StartAsync()
    {
        var port = Stage.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        var server = new FakeServer(app, port);
        app.Run(server.HearAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _heard.Enqueue(new(
            http.Request.Path,
            http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
            body.ToArray()));
        http.Response.StatusCode = Interlocked.Decrement(ref _refusals) >= 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
    }
}
