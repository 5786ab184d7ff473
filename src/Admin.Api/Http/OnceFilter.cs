using System.Security.Cryptography;
using Admin.Api.Auth;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Admin.Api.Http;

/// <summary>For routes that make something new: they cannot be called without an Idempotency-Key.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CreatesAttribute : Attribute
{
    /// <summary>
    /// The body is a stream too long to read twice: the act itself keeps the key, beside the hash of what it took in.
    /// </summary>
    public bool Streams { get; init; }

    /// <summary>How long its body may be: a file is longer than what other routes take.</summary>
    public int MostBytes { get; init; } = OnceFilter.LargestBody;
}

/// <summary>
/// Idempotency-Key and If-Match, for every write: the act, its condition and its kept answer share one transaction,
/// and nothing is sent before that has committed.
/// </summary>
internal sealed class OnceFilter(OncePerKey once, ActTransaction transaction, Caller caller) : IAsyncResourceFilter
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    internal const int LargestBody = 1024 * 1024;
    private const int LongestKey = 255;
    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "ETag", "Retry-After"];

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        var creates = context.ActionDescriptor.EndpointMetadata.OfType<CreatesAttribute>().FirstOrDefault();
        var key = request.Headers[KeyHeader];

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || !caller.IsKnown
            || context.ActionDescriptor is not ControllerActionDescriptor)
        {
            await next();
        }
        else if (key.Count == 0 && creates is not null)
        {
            context.Result = new ProblemResult(Problems.KeyRequired);
        }
        else if (key.Count > 0 && !IsKey(key.ToString()))
        {
            context.Result = new ProblemResult(Problems.KeyMalformed);
        }
        else if (creates is { Streams: true })
        {
            await next();
        }
        else
        {
            await ActAsync(context, next, key.Count > 0 ? key.ToString() : null, creates?.MostBytes ?? LargestBody);
        }
    }

    private async Task ActAsync(ResourceExecutingContext context, ResourceExecutionDelegate next, string? key, int mostBytes)
    {
        var http = context.HttpContext;
        using var answering = new Buffered(http);
        Task<KeptAnswer> Act() => answering.TakeAsync(next);

        if (key is null)
        {
            await (http.Request.Headers.IfMatch.Count == 0 ? Act() : transaction.RunAsync(Act, IsDone));
            await answering.SendAsync();
            return;
        }

        if (await ContentOfAsync(http.Request, mostBytes) is not { } content)
        {
            context.Result = new ProblemResult(Problems.BodyTooLarge);
            return;
        }

        var request = new OnceRequest(caller.ClientId, key, content);
        var (outcome, answer) = await once.RunAsync(request, Act, IsKept);

        switch (outcome)
        {
            case OnceOutcome.KeyReused:
                context.Result = new ProblemResult(Problems.KeyReused);
                break;
            case OnceOutcome.StillRunning:
                http.Response.Headers.RetryAfter = "1";
                context.Result = new ProblemResult(Problems.StillRunning);
                break;
            case OnceOutcome.Replayed:
                context.Result = new ReplayResult(answer!);
                break;
            default:
                await answering.SendAsync();
                break;
        }
    }

    private static bool IsKey(string key) => key.Length is >= 1 and <= LongestKey && key.All(c => c is > ' ' and < '\x7f');

    private static bool IsDone(KeptAnswer answer) => answer.Status < 300;

    // What a correct repetition would meet again is kept; what the caller can mend, or we can, leaves the key free.
    private static bool IsKept(KeptAnswer answer) => IsDone(answer) || answer.Status is 404 or 409;

    private static async Task<string?> ContentOfAsync(HttpRequest request, int mostBytes)
    {
        var head = $"{request.Method} {request.Path}{request.QueryString}\n{request.ContentType}\n{request.Headers.IfMatch}\n";

        if (request.ContentLength > mostBytes)
        {
            return null;
        }

        request.EnableBuffering(bufferThreshold: mostBytes, bufferLimit: mostBytes);

        try
        {
            var hash = await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted);
            request.Body.Position = 0;
            return head + Convert.ToHexString(hash);
        }
        catch (IOException) when (request.ContentLength is null)
        {
            return null;
        }
    }

    /// <summary>Holds an answer back until the transaction has committed.</summary>
    private sealed class Buffered(HttpContext http) : IDisposable
    {
        private readonly IHttpResponseBodyFeature _wire = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        private readonly MemoryStream _held = new();

        public async Task<KeptAnswer> TakeAsync(ResourceExecutionDelegate next)
        {
            http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_held));

            try
            {
                var done = await next();

                if (done is { Exception: { } failure, ExceptionHandled: false })
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
                }
            }
            finally
            {
                http.Features.Set(_wire);
            }

            var headers = KeptHeaders.Where(http.Response.Headers.ContainsKey).ToDictionary(h => h, h => http.Response.Headers[h].ToString());
            return new KeptAnswer(http.Response.StatusCode, headers, _held.ToArray());
        }

        // An empty body is not sent, so that a bare status can still be told in full.
        public Task SendAsync() =>
            _held.Length == 0 ? Task.CompletedTask : _wire.Stream.WriteAsync(_held.GetBuffer(), 0, (int)_held.Length, http.RequestAborted);

        public void Dispose() => _held.Dispose();
    }

    private sealed class ReplayResult(KeptAnswer answer) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.StatusCode = answer.Status;
            response.Headers[ReplayedHeader] = "true";

            foreach (var (name, value) in answer.Headers)
            {
                response.Headers[name] = value;
            }

            if (answer.Body.Length > 0)
            {
                await response.Body.WriteAsync(answer.Body);
            }
        }
    }
}
