using Admin.Api.Auth;
using Microsoft.AspNetCore.Mvc.Filters;
using Shared.Agreements;
using Shared.Payments;

namespace Admin.Api.Agreements;

/// <summary>
/// Asks the gateways whether money for the agreement in the route is on its way, before the transaction of the act opens
/// (docs/adr/0015). What they say is for the action to pass on.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeesMoneyAttribute : Attribute, IAsyncResourceFilter, IOrderedFilter
{
    private static readonly object Place = new();

    /// <summary>Ahead of the filter that opens the transaction.</summary>
    public int Order => -1;

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;

        if (http.RequestServices.GetRequiredService<Caller>().IsKnown && Id<Agreement>.TryParse(context.RouteData.Values["id"] as string, out var id))
        {
            http.Items[Place] = await http.RequestServices.GetRequiredService<SeeMoneyOfAgreement>().ExecuteAsync(id, http.RequestAborted);
        }

        await next();
    }

    internal static MoneyInSight SeenIn(HttpContext http) => (MoneyInSight)http.Items[Place]!;
}
