using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tests.Payments.Pix;

/// <summary>Something that goes wrong, once: <paramref name="Happen"/> gets what the PSP would have done.</summary>
public sealed record PspTrouble(Func<PspRequest, bool> Hits, Func<HttpContext, Func<Task>, Task> Happen);

/// <summary>One customer of the PSP: credentials, tokens, troubles, and a <see cref="PspBook"/>.</summary>
public sealed class PspClient(string id, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly List<PspTrouble> _troubles = [];
    private readonly Lock _lock = new();

    public string Id => id;
    public string Secret { get; set; } = "a-secret-of-the-client";

    /// <summary>Null where the certificate is the secret.</summary>
    public bool ChecksSecret { get; set; } = true;
    public int TokenLife { get; set; } = 600;

    /// <summary>Gives its tokens for everything, whatever is asked.</summary>
    public bool GivesAllScopes { get; set; }
    public HashSet<string> ExtraQuery { get; } = [];

    /// <summary>Does not keep to the contract itself.</summary>
    public bool IsOddInItsAnswers { get; set; }
    public ConcurrentQueue<PspRequest> TokenRequests { get; } = new();
    public ConcurrentQueue<PspRequest> Heard { get; } = new();
    public PspBook Book { get; } = new(clock);

    public IReadOnlyList<string> Lines => [.. Heard.Select(r => $"{r.Method} {r.Bare}")];

    public void Trouble(string method, Func<HttpContext, Func<Task>, Task> happen, string? resource = null)
    {
        lock (_lock)
        {
            _troubles.Add(new(r => r.Method == method && (resource is null ? r.Parts[0] != "token" : r.Parts[0] == resource), happen));
        }
    }

    public void RevokeTokens() => _tokens.Clear();

    public bool Holds(string token) => _tokens.ContainsKey(token);

    public bool Has(string token, string scope) => GivesAllScopes || _tokens.GetValueOrDefault(token, "").Split(' ').Contains(scope);

    internal PspAnswer GiveToken(Dictionary<string, string> said, string? secret)
    {
        if (said.GetValueOrDefault("grant_type") != "client_credentials" || (ChecksSecret && secret != Secret))
        {
            return new(401, new JsonObject { ["error"] = "invalid_client", ["error_description"] = "no" });
        }

        var token = Guid.CreateVersion7().ToString("N");
        _tokens[token] = said.GetValueOrDefault("scope", "");
        return new(200, new JsonObject { ["access_token"] = token, ["token_type"] = "Bearer", ["expires_in"] = TokenLife, ["scope"] = said.GetValueOrDefault("scope", "") });
    }

    internal Task TroubleAsync(HttpContext http, PspRequest heard, Func<Task> act)
    {
        PspTrouble? trouble;

        lock (_lock)
        {
            trouble = _troubles.FirstOrDefault(t => t.Hits(heard));
            _troubles.Remove(trouble!);
        }

        return trouble is null ? act() : trouble.Happen(http, act);
    }
}

/// <summary>What goes wrong at PSPs.</summary>
public static class PspTroubles
{
    public static Func<HttpContext, Func<Task>, Task> Says(int status, string body = "", string type = "application/problem+json") => (http, _) =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        return http.Response.WriteAsync(body);
    };

    /// <summary>Does it, and says that it failed.</summary>
    public static async Task DoesAndFails(HttpContext http, Func<Task> act)
    {
        await InSilenceAsync(http, act);
        http.Response.StatusCode = 500;
    }

    /// <summary>Does it, and the connection breaks before a word is said.</summary>
    public static async Task DoesAndHangsUp(HttpContext http, Func<Task> act)
    {
        await InSilenceAsync(http, act);
        http.Abort();
    }

    /// <summary>Does it, and answers when nobody listens any more.</summary>
    public static async Task DoesAndIsSlow(HttpContext http, Func<Task> act)
    {
        await InSilenceAsync(http, act);

        try
        {
            await Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Nobody listened.
        }
    }

    public static string Problem(string type, int status) =>
        $$"""{ "type": "https://pix.bcb.gov.br/api/v2/error/{{type}}", "title": "Não", "status": {{status}}, "correlationId": "c-123" }""";

    private static async Task InSilenceAsync(HttpContext http, Func<Task> act)
    {
        var mouth = http.Response.Body;
        http.Response.Body = Stream.Null;
        await act();
        http.Response.Body = mouth;
    }
}
