using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Shared.Payments.Pix;

/// <summary>One request to a PSP. The first part of the path is the resource: it has its scopes, and may have its version.</summary>
internal sealed record PixCall(HttpMethod Method, params IReadOnlyList<string> Path)
{
    public object? Body { get; init; }
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Resource => Path[0];

    public string Scope => $"{Resource}.read {Resource}.write";
}

/// <summary>Speaks API Pix: with a token, in the ways of the account's PSP, and with an answer that says whether it was done.</summary>
internal sealed class PixClient(PixLines lines, PixTransport transport, TimeProvider clock, ILogger<PixClient> log)
{
    public async Task<GatewayResult<T>> SendAsync<T>(GatewayAccount account, PixCall call, CancellationToken cancellation) where T : class
    {
        if (clock.GetUtcNow() >= account.CertificateNotAfter)
        {
            return new GatewayError(GatewayErrorKind.Authentication, "certificate-expired");
        }

        using var lease = lines.Take(account);
        var answer = await WithTokenAsync(lease.Line, call, cancellation);
        var result = answer.IsOk(out var reply, out var error) ? Read<T>(lease.Line.Profile, reply) : error;

        // No path and no prose: a key of a webhook may be somebody's document. That something is not there is often what was asked.
        if (!result.IsOk(out _, out var failure))
        {
            log.Log(failure.Kind is GatewayErrorKind.NotFound ? LogLevel.Debug : LogLevel.Warning, "Pix account {Account}: {Method} {Resource} failed as {Kind}, {Code} ({CorrelationId})",
                account.Id, call.Method, call.Resource, failure.Kind, failure.Code, failure.RequestId);
        }

        return result;
    }

    // A token may die before its time. A request that met a dead one was not done, so it may be made again, once.
    private async Task<GatewayResult<PixReply>> WithTokenAsync(PixLine line, PixCall call, CancellationToken cancellation)
    {
        for (var isLast = false; ; isLast = true)
        {
            var token = await line.Tokens.GetAsync(call.Scope, cancellation);

            if (!token.IsOk(out var held, out var refused))
            {
                return refused;
            }

            using var request = RequestFor(line, call, held);
            var answer = await transport.SendAsync(line.Wire, request, cancellation);

            if (isLast || !answer.IsOk(out var reply, out _) || reply.Status != 401)
            {
                return answer;
            }

            line.Tokens.Drop(call.Scope, held);
        }
    }

    private static HttpRequestMessage RequestFor(PixLine line, PixCall call, PixToken token)
    {
        var requestId = Guid.CreateVersion7().ToString();
        var request = new HttpRequestMessage(call.Method, UrlOf(line, call, requestId));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Accept.ParseAdd("application/problem+json");
        request.Content = call.Body is null ? null : JsonContent.Create(call.Body, call.Body.GetType(), options: PixWire.Json);

        foreach (var (name, value) in line.Profile.Headers.Concat(call.Headers))
        {
            request.Headers.TryAddWithoutValidation(name, line.Fill(value, requestId));
        }

        return request;
    }

    private static Uri UrlOf(PixLine line, PixCall call, string requestId)
    {
        var version = line.Profile.Versions.GetValueOrDefault(call.Resource, line.Profile.Version);
        var path = string.Join('/', call.Path.Prepend(version).Where(part => part != "").Select(Uri.EscapeDataString));
        var query = string.Join('&', line.Profile.Query.Concat(call.Query)
            .Select(part => $"{Uri.EscapeDataString(part.Key)}={Uri.EscapeDataString(line.Fill(part.Value, requestId))}"));
        return new Uri($"{line.Hosts.Api.AbsoluteUri.TrimEnd('/')}/{path}{(query == "" ? "" : "?" + query)}");
    }

    private static GatewayResult<T> Read<T>(PspProfile profile, PixReply reply) where T : class
    {
        if (!reply.IsOk)
        {
            return PixErrors.Of(profile, reply.Status, reply.Body, reply.RequestId);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(reply.Body is "" ? "{}" : reply.Body, PixWire.Json) is { } read
                ? read
                : new GatewayError(GatewayErrorKind.Unknown, "answer-unreadable", reply.RequestId);
        }
        catch (JsonException)
        {
            return new GatewayError(GatewayErrorKind.Unknown, "answer-unreadable", reply.RequestId);
        }
    }
}
