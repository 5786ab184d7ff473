using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Tests.Payments.Pix;

/// <summary>
/// A PSP on a socket of its own, with mutual TLS: each client has its tokens, its charges and its troubles. Whatever it is
/// asked is held against the contract, and what is unlawful stays in <see cref="Flaws"/>.
/// </summary>
public sealed class FakePsp : IAsyncDisposable
{
    private static readonly string[] Resources = ["cob", "cobv", "pix", "webhook"];

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, PspClient> _clients = new();

    private FakePsp(WebApplication app, PspCertificates certificates, TimeProvider clock) => (_app, Certificates, _clock) = (app, certificates, clock);

    public PspCertificates Certificates { get; }

    public ConcurrentQueue<string> Flaws { get; } = new();

    public int Port => new Uri(_app.Urls.Single()).Port;

    public Uri Url(string path = "") => new($"https://localhost:{Port}{path}");

    public static async Task<FakePsp> StartAsync(TimeProvider clock)
    {
        var certificates = new PspCertificates();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(
            new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificates.Server,
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                ClientCertificateValidation = (client, _, _) => certificates.HasIssued(client),
            })));
        var app = builder.Build();
        var psp = new FakePsp(app, certificates, clock);
        app.Run(psp.HearAsync);
        await app.StartAsync();
        return psp;
    }

    public PspClient NewClient() => _clients.GetOrAdd($"client-{Guid.CreateVersion7():N}", id => new PspClient(id, _clock));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Certificates.Dispose();
    }

    private async Task HearAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var heard = new PspRequest(
            http.Request.Method, http.Request.Path.Value! + http.Request.QueryString,
            http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), await reader.ReadToEndAsync());
        var parts = RawPath(http).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindLastIndex(parts, Resources.Contains);
        await (heard.Headers.GetValueOrDefault("content-type")?.Contains("form", StringComparison.Ordinal) is true || RawPath(http).Contains("oauth", StringComparison.Ordinal)
            ? AnswerTokenAsync(http, heard)
            : AnswerAsync(http, heard with { Parts = [.. parts.Skip(at).Select(Uri.UnescapeDataString)], Bare = "/" + string.Join('/', parts.Skip(at)) }));
    }

    // The path as it was sent: what is escaped in it must still be.
    private static string RawPath(HttpContext http) =>
        http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0];

    private async Task AnswerTokenAsync(HttpContext http, PspRequest heard)
    {
        var said = heard.Headers["content-type"].Contains("json", StringComparison.Ordinal)
            ? JsonNode.Parse(heard.Body)!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<string>())
            : Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(heard.Body).ToDictionary(p => p.Key, p => p.Value.ToString());
        var basic = heard.Headers.TryGetValue("authorization", out var header) && header.StartsWith("Basic ", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(header[6..])).Split(':', 2)
            : null;
        var id = basic?[0] ?? said.GetValueOrDefault("client_id", "");

        if (!_clients.TryGetValue(id, out var client))
        {
            await WriteAsync(http, new(401, new JsonObject { ["error"] = "invalid_client" }));
            return;
        }

        client.TokenRequests.Enqueue(heard);
        await client.TroubleAsync(http, heard with { Parts = ["token"] }, () => WriteAsync(http, client.GiveToken(said, basic?[1] ?? said.GetValueOrDefault("client_secret"))));
    }

    private async Task AnswerAsync(HttpContext http, PspRequest heard)
    {
        var query = http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());

        if (!heard.Headers.GetValueOrDefault("authorization", "").StartsWith("Bearer ", StringComparison.Ordinal)
            || _clients.Values.FirstOrDefault(c => c.Holds(heard.Headers["authorization"][7..])) is not { } client)
        {
            await WriteAsync(http, new(401, new JsonObject { ["title"] = "Unauthorized" }));
            return;
        }

        client.Heard.Enqueue(heard);
        var lawful = PixContract.Instance.FlawsOfRequest(heard.Method, heard.Bare, query.Where(q => !client.ExtraQuery.Contains(q.Key)), heard.Body).ToList();
        var scope = PixContract.Instance.ScopeOf(heard.Method, heard.Bare);

        if (scope is not null && !client.Has(heard.Headers["authorization"][7..], scope))
        {
            lawful.Add($"{heard.Method} {heard.Bare} without {scope}");
        }

        lawful.ForEach(flaw => Flaws.Enqueue($"{heard.Method} {heard.Bare}: {flaw}"));
        await client.TroubleAsync(http, heard, async () =>
        {
            var answer = client.Book.Do(heard, query);

            foreach (var flaw in answer.Body is null || client.IsOddInItsAnswers ? [] : PixContract.Instance.FlawsOfAnswer(heard.Method, heard.Bare, answer.Status, answer.Body.ToJsonString()))
            {
                Flaws.Enqueue($"The fake itself, {heard.Method} {heard.Bare}: {flaw}");
            }

            await WriteAsync(http, answer);
        });
    }

    private static Task WriteAsync(HttpContext http, PspAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.Status < 400 ? "application/json" : "application/problem+json";
        return answer.Body is null ? Task.CompletedTask : http.Response.WriteAsync(answer.Body.ToJsonString());
    }
}

/// <param name="Url">Path and query, as they came.</param>
public sealed record PspRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The path from the resource on, unescaped.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The same as it was sent.</summary>
    public string Bare { get; init; } = "";
}

public sealed record PspAnswer(int Status, JsonNode? Body);
