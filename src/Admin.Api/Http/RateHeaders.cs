using System.Globalization;
using System.Threading.RateLimiting;
using Admin.Api.Auth;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Admin.Api.Http;

/// <summary>What the limiter said about this request's key.</summary>
internal sealed record KeyRate(RateDecision Decision);

/// <summary>Limits by key for all hosts together, told in headers; and before that a shield by address in memory.</summary>
internal static class RateHeaders
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    extension(IServiceCollection services)
    {
        public IServiceCollection AddShield()
        {
            services.AddRateLimiter(_ => { });
            services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>((limiter, api) =>
            {
                limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetSlidingWindowLimiter(
                    AddressOf(http),
                    _ => new() { PermitLimit = api.Value.RequestsPerMinuteAndAddress, Window = Window, SegmentsPerWindow = 6, QueueLimit = 0 }));
                limiter.OnRejected = (rejected, _) =>
                {
                    rejected.HttpContext.Response.Headers.RetryAfter = "10";
                    return new ValueTask(Problems.WriteAsync(rejected.HttpContext, Problems.TooManyRequests));
                };
            });
            return services;
        }
    }

    extension(IApplicationBuilder app)
    {
        public IApplicationBuilder UseKeyRates() => app.Use((http, next) =>
        {
            if (http.Features.Get<KeyRate>() is not { Decision: var decision })
            {
                return next(http);
            }

            var keys = http.RequestServices.GetRequiredService<KeyLookup>();
            var headers = http.Response.Headers;
            headers["RateLimit-Limit"] = Text(keys.Limit);
            headers["RateLimit-Remaining"] = Text(decision.Remaining);
            headers["RateLimit-Reset"] = Text(Math.Ceiling((keys.Spacing * (keys.Limit - decision.Remaining)).TotalSeconds));

            if (decision.Allowed)
            {
                return next(http);
            }

            headers.RetryAfter = Text(Math.Max(1, Math.Ceiling(decision.RetryAfter.TotalSeconds)));
            return Problems.WriteAsync(http, Problems.TooManyRequests);
        });
    }

    // An IPv6 customer holds a whole /64.
    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } v6 => Convert.ToHexString(v6.GetAddressBytes()[..8]),
        var v4 => v4.ToString(),
    };

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
