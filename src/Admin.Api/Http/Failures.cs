using Microsoft.AspNetCore.Diagnostics;

namespace Admin.Api.Http;

/// <summary>Turns what was thrown into a problem that says nothing of our insides.</summary>
internal static class Failures
{
    public static ExceptionHandlerOptions Options { get; } = new()
    {
        AllowStatusCode404Response = true,
        ExceptionHandler = http =>
        {
            var refusal = RefusalOf(http.Features.Get<IExceptionHandlerFeature>()!.Error);

            if (refusal == Problems.Unavailable)
            {
                http.Response.Headers.RetryAfter = "2";
            }

            return Problems.WriteAsync(http, refusal);
        },
    };

    private static Refusal RefusalOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => Problems.OfStatus(bad.StatusCode),
        { LostRace: true } => Problems.EditConflict,
        { IsOutage: true } => Problems.Unavailable,
        _ => Problems.InternalError,
    };
}
