using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;
using Shared.Webhooks.Wire;

namespace Shared.Webhooks;

/// <summary>What came back: a status, or why there was none.</summary>
internal sealed record PostAnswer(int? StatusCode, string? Failure, int Milliseconds)
{
    public bool IsDelivered => StatusCode is >= 200 and < 300;

    /// <summary>The receiver asks us to stop (410).</summary>
    public bool IsGone => StatusCode is 410;
}

/// <summary>One attempt over the network: signed, bounded in time and size, never to an address of our own networks.</summary>
internal sealed class PostWebhook(IHttpClientFactory clients, Vault vault, IOptions<WebhookOptions> options, TimeProvider clock)
{
    public async Task<PostAnswer> ExecuteAsync(WebhookEndpoint endpoint, WebhookDelivery delivery, CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(options.Value.Timeout);

        try
        {
            using var request = RequestOf(endpoint, delivery);
            using var client = clients.CreateClient(WebhookOptions.Client);

            // The status is all we want: what follows it is dropped unread, beyond the little that keeps a connection usable.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new((int)response.StatusCode, null, Elapsed(started));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(null, "timeout", Elapsed(started));
        }
        catch (HttpRequestException failure)
        {
            return new(null, NameOf(failure), Elapsed(started));
        }
    }

    private HttpRequestMessage RequestOf(WebhookEndpoint endpoint, WebhookDelivery delivery)
    {
        var now = clock.GetUtcNow();
        var id = delivery.EventId.ToString();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body));
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = content };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(endpoint, vault, id, now.ToUnixTimeSeconds(), delivery.Body, now));
        return request;
    }

    private static string NameOf(HttpRequestException failure) => failure switch
    {
        { InnerException: AddressRefused } => "address-refused",
        { InnerException: AuthenticationException } => "tls-failed",
        { HttpRequestError: HttpRequestError.NameResolutionError } => "name-not-found",
        _ => "unreachable",
    };

    private int Elapsed(long started) => (int)clock.GetElapsedTime(started).TotalMilliseconds;
}
