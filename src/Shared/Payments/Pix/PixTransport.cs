using Microsoft.Extensions.Options;

namespace Shared.Payments.Pix;

/// <summary>An answer of a PSP, whatever it says.</summary>
internal sealed record PixReply(int Status, string Body, string? RequestId)
{
    public bool IsOk => Status is >= 200 and < 300;

    public override string ToString() => $"{Status}";
}

/// <summary>One exchange over the network, and what its failure means: whether it was sent decides whether anybody can say no.</summary>
internal sealed class PixTransport(IOptions<PixOptions> options)
{
    private const int LongestAnswer = 4 * 1024 * 1024;

    private static readonly string[] RequestIds = ["x-correlation-id", "correlationid", "x-itau-correlationid", "x-request-id"];

    // Until the connection stands, nothing is sent.
    private static readonly HttpRequestError[] BeforeSending =
        [HttpRequestError.NameResolutionError, HttpRequestError.ConnectionError, HttpRequestError.SecureConnectionError, HttpRequestError.ProxyTunnelError];

    public async Task<GatewayResult<PixReply>> SendAsync(HttpMessageInvoker wire, HttpRequestMessage request, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Value.Timeout);

        try
        {
            using var response = await wire.SendAsync(request, patience.Token);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, patience.Token);
            return new PixReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token), RequestIdOf(response));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new GatewayError(GatewayErrorKind.Unknown, "timeout");
        }
        catch (OperationCanceledException)
        {
            return new GatewayError(GatewayErrorKind.Temporary, "connect-timeout");
        }
        catch (HttpRequestException failure) when (BeforeSending.Contains(failure.HttpRequestError))
        {
            return new GatewayError(GatewayErrorKind.Temporary, failure.HttpRequestError.ToString());
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new GatewayError(GatewayErrorKind.Unknown, "connection-broken");
        }
    }

    private static string? RequestIdOf(HttpResponseMessage response) =>
        RequestIds.Select(name => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null).FirstOrDefault(id => id is { Length: > 0 and <= 200 });
}
