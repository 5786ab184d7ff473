using System.Net;
using System.Runtime.ExceptionServices;

namespace Shared.Payments.Stripe;

/// <summary>
/// Sends a request again, with the key it has, when the connection broke or another request holds what it needs. A broken
/// connection leaves a doubt that only an answer to the same request lifts: "too busy" afterwards does not say what
/// became of the first.
/// </summary>
internal sealed class StripeRetries : DelegatingHandler
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var tries = request.Method == HttpMethod.Get || request.Headers.Contains("Idempotency-Key") ? Tries : 1;
        ExceptionDispatchInfo? doubt = null;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);

                if (response.StatusCode is not HttpStatusCode.Conflict || attempt == tries)
                {
                    if (doubt is not null && SaysNothing(response.StatusCode))
                    {
                        response.Dispose();
                        doubt.Throw();
                    }

                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException failure) when (attempt < tries)
            {
                doubt ??= failure.WasNeverSent ? null : ExceptionDispatchInfo.Capture(failure);
            }
            catch (HttpRequestException failure) when (failure.WasNeverSent && doubt is not null)
            {
                doubt.Throw();
            }

            await Task.Delay(Pause * attempt, cancellationToken);
        }
    }

    // Said before the request is looked at.
    private static bool SaysNothing(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests;
}

internal static class NeverSent
{
    extension(HttpRequestException failure)
    {
        /// <summary>No connection came about, so nothing has happened.</summary>
        public bool WasNeverSent => failure.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
    }
}
