using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tests.Payments.Stripe;

/// <summary>A request as Stripe got it.</summary>
internal sealed record StripeRequest(string Method, string Path, JsonObject Query, JsonObject Form, string? Key)
{
    public string Act => $"{Method} {Path}";
}

/// <summary>
/// Stripe on a real socket: reads forms, checks each against the contract, keeps keys and state, and fails as it is told.
/// Ended by a test that asked for nothing unlawful; anything else fails it.
/// </summary>
internal sealed class FakeStripe : IAsyncDisposable
{
    public const string SecretKey = "rk_test_51FakeFakeFakeFake";

    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);
    private readonly TimeProvider _clock;
    private readonly ConcurrentQueue<StripeRequest> _heard = new();
    private readonly ConcurrentQueue<string> _flaws = new();
    private readonly List<(string Act, StripeFault Fault)> _faults = [];
    private readonly Dictionary<string, (string Request, int Status, JsonObject Body, DateTimeOffset At)> _keys = [];
    private readonly Lock _lock = new();
    private WebApplication? _app;

    private FakeStripe(TimeProvider clock)
    {
        _clock = clock;
        Books = new(clock);
    }

    /// <summary>What it keeps, and what its customers do there.</summary>
    public StripeBooks Books { get; }

    public Uri Url => new(_app!.Urls.Single());

    public IReadOnlyList<StripeRequest> Heard => [.. _heard];

    public static async Task<FakeStripe> StartAsync(TimeProvider clock)
    {
        var stripe = new FakeStripe(clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        stripe._app = builder.Build();
        stripe._app.Run(stripe.HearAsync);
        await stripe._app.StartAsync();
        return stripe;
    }

    /// <summary>Fails the next request of this kind: "POST /v1/payment_intents".</summary>
    public void FailNext(string act, StripeFault fault, int times = 1)
    {
        lock (_lock)
        {
            _faults.AddRange(Enumerable.Repeat((act, fault), times));
        }
    }

    public int Asked(string act) => Heard.Count(r => r.Act == act);

    /// <summary>Stops answering at all.</summary>
    public Task StopAsync() => _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        Assert.Empty(_flaws);
    }

    private async Task HearAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var request = new StripeRequest(
            http.Request.Method, http.Request.Path, StripeForm.Read(http.Request.QueryString.Value ?? ""), StripeForm.Read(body),
            http.Request.Headers["Idempotency-Key"].FirstOrDefault());
        _heard.Enqueue(request);
        var fault = TakeFault(request.Act);
        var (status, answer, replayed) = fault is StripeFault.CutBefore ? (0, [], false) : Answer(http, request, body, fault);

        if (fault is StripeFault.CutBefore or StripeFault.CutAfter)
        {
            http.Abort();
            return;
        }

        if (fault is StripeFault.Slow)
        {
            await Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["Request-Id"] = $"req_{_heard.Count}";

        if (replayed)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }

        await http.Response.WriteAsync(answer.ToJsonString(), Encoding.UTF8);
    }

    private StripeFault? TakeFault(string act)
    {
        lock (_lock)
        {
            var at = _faults.FindIndex(f => f.Act == act);

            if (at < 0)
            {
                return null;
            }

            var fault = _faults[at].Fault;
            _faults.RemoveAt(at);
            return fault;
        }
    }

    private (int Status, JsonObject Body, bool Replayed) Answer(HttpContext http, StripeRequest request, string body, StripeFault? fault)
    {
        lock (_lock)
        {
            if (fault is StripeFault.KeyRefused || http.Request.Headers.Authorization != $"Bearer {SecretKey}")
            {
                return (401, StripeShapes.Error("invalid_request_error", null, "Invalid API Key provided"), false);
            }

            if (fault is StripeFault.Busy)
            {
                return (429, StripeShapes.Error("invalid_request_error", "rate_limit"), false);
            }

            if (fault is StripeFault.Locked or StripeFault.KeyInUse)
            {
                return (409, StripeShapes.Error("invalid_request_error", fault is StripeFault.Locked ? "lock_timeout" : "idempotency_key_in_use"), false);
            }

            foreach (var flaw in Flaws(http, request))
            {
                _flaws.Enqueue(flaw);
                return (400, StripeShapes.Error("invalid_request_error", "parameter_unknown", flaw), false);
            }

            var once = $"{request.Act}?{body}";

            if (request.Key is { } key && _keys.TryGetValue(key, out var kept) && _clock.GetUtcNow() - kept.At < KeyLife)
            {
                return kept.Request == once
                    ? (kept.Status, kept.Body.DeepClone().AsObject(), true)
                    : (400, StripeShapes.Error("idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters"), false);
            }

            var (status, answer) = Books.Do(request);
            (status, answer) = fault is StripeFault.BrokenAfter ? (500, StripeShapes.Error("api_error", null)) : (status, answer);

            foreach (var missing in status == 200 ? StripeContract.Current.Missing(answer) : [])
            {
                _flaws.Enqueue($"The stand-in itself: {missing}");
            }

            if (request.Key is { } used)
            {
                _keys[used] = (once, status, answer.DeepClone().AsObject(), _clock.GetUtcNow());
            }

            return (status, answer, false);
        }
    }

    private static IEnumerable<string> Flaws(HttpContext http, StripeRequest request)
    {
        if (http.Request.Headers["Stripe-Version"] != StripeContract.Version)
        {
            yield return $"{request.Act}: version {http.Request.Headers["Stripe-Version"]}";
        }

        if (request.Method == "POST" && request.Key is not { Length: > 0 and <= 255 })
        {
            yield return $"{request.Act}: no key";
        }

        foreach (var flaw in StripeContract.Current.FlawsOf(request.Method, request.Path, request.Query, request.Form))
        {
            yield return $"{request.Act}: {flaw}";
        }
    }
}
