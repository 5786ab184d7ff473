using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tests.Testing;

/// <summary>Somebody else's computer: a real socket that keeps what it hears and answers as it is told.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _heard = new();

    private FakeServer(WebApplication app) => _app = app;

    public IReadOnlyList<Received> Heard => [.. _heard];

    /// <summary>What it does with a request; 200 without a body when nothing else is said.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    public string Url => _app.Urls.Single() + "/hook";

    public static Task<FakeServer> StartAsync(int status) => StartAsync(http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public static async Task<FakeServer> StartAsync(RequestDelegate? answer = null, bool tls = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (tls)
            {
                listen.UseHttps(SelfSigned());
            }
        }));
        var app = builder.Build();
        var server = new FakeServer(app);
        server.Answer = answer ?? server.Answer;
        app.Run(server.HearAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        _heard.Enqueue(new(http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body));
        await Answer(http);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

/// <summary>A request as it came. Header names are lower case.</summary>
public sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, string Body);
