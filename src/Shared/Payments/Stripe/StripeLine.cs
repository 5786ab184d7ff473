using Microsoft.Extensions.Logging;
using Stripe;

namespace Shared.Payments.Stripe;

/// <summary>The way to Stripe: one act at a time, its answer as a value, its request id in the log.</summary>
internal sealed class StripeLine(IHttpClientFactory clients, Vault vault, ILogger<StripeLine> log)
{
    /// <param name="what">What is done, for the log.</param>
    public async Task<GatewayResult<T>> AskAsync<T>(
        GatewayAccount account, string what, Func<StripeClient, Task<T>> ask, CancellationToken cancellation)
        where T : class, IStripeEntity
    {
        using var http = clients.CreateClient(StripeOptions.Client);

        try
        {
            var answer = await ask(ClientOf(account, http));
            log.LogInformation("Stripe did {What} for account {Account}: request {RequestId}", what, account.Id, answer.StripeResponse?.RequestId);
            return answer;
        }
        catch (StripeException failure)
        {
            return Noted(account, what, StripeErrors.Of(failure));
        }
        catch (HttpRequestException failure)
        {
            return Noted(account, what, StripeErrors.Of(failure));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Noted(account, what, StripeErrors.TimedOut);
        }
    }

    private GatewayError Noted(GatewayAccount account, string what, GatewayError error)
    {
        log.LogWarning(
            "Stripe did not do {What} for account {Account}: {Kind} {Code}, request {RequestId}", what, account.Id, error.Kind, error.Code, error.RequestId);
        return error;
    }

    // Repeats are ours (StripeRetries): those of the library also follow a server error, whose outcome is asked for instead.
    private StripeClient ClientOf(GatewayAccount account, HttpClient http) => new(new StripeClientOptions
    {
        ApiKey = GatewaySecrets.Open<StripeSecrets>(account, vault).SecretKey,
        ApiBase = account.Settings.BaseUrl?.ToString().TrimEnd('/'),
        HttpClient = new SystemNetHttpClient(http, maxNetworkRetries: 0, enableTelemetry: false),
    });
}
