using Stripe;

namespace Shared.Payments.Stripe;

/// <summary>
/// Looks for what was asked for and whose name we never learnt, by the attempt in its metadata. Through the lists and not
/// through Stripe's search, which lags behind by a minute or more.
/// </summary>
internal static class StripeSearch
{
    public const int PageSize = 100;

    /// <summary>Keys are kept for 24 hours at least; an hour before that one is no longer trusted.</summary>
    public static readonly TimeSpan KeyLife = TimeSpan.FromHours(23);

    private const int MostPages = 50;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static async Task<(T? Found, GatewayError? Failure)> FindAsync<T>(
        Charge charge, Func<T, bool> isIt, Func<DateRangeOptions, string?, Task<GatewayResult<StripeList<T>>>> page)
        where T : StripeEntity<T>, IHasId
    {
        // Nothing is asked for in this charge's name after the life of its key.
        var window = new DateRangeOptions
        {
            GreaterThanOrEqual = (charge.CreatedAt - ClockSkew).UtcDateTime,
            LessThanOrEqual = (charge.CreatedAt + KeyLife + ClockSkew).UtcDateTime,
        };
        string? after = null;

        for (var pages = 0; pages < MostPages; pages++)
        {
            if (!(await page(window, after)).IsOk(out var list, out var error))
            {
                return (null, error);
            }

            if (list.Data.Find(isIt.Invoke) is { } found)
            {
                return (found, null);
            }

            if (!list.HasMore)
            {
                return (null, null);
            }

            after = list.Data[^1].Id;
        }

        return (null, new GatewayError(GatewayErrorKind.Unknown, "search-unfinished"));
    }
}
