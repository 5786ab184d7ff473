using System.Security.Cryptography;
using System.Text.Json;
using Admin.Api.Auth;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Shared.Creditors;

namespace Admin.Api.Http;

/// <summary>One resource as it is shown. Whoever answers with one answers with its ETag.</summary>
public interface IRepresentation
{
    /// <summary>What its ETag is made of: all of it, unless something in it moves by itself.</summary>
    object Tagged => this;
}

/// <summary>Finds the representation of a <typeparamref name="T"/>: what its GET answers and what If-Match is compared with.</summary>
public interface IShow<T> where T : class, IOfCreditor
{
    Task<IRepresentation?> FindAsync(Id<T> id);

    /// <summary>Keeps it as it is until the act is over.</summary>
    Task HoldAsync(ActTransaction transaction, Id<T> id) => transaction.HoldAsync<T>(id.Value);
}

/// <summary>Shows what a creditor has one of: its settings.</summary>
public interface IShowOwn
{
    Task<IRepresentation?> FindAsync();
}

/// <summary>A strong ETag is a hash of what was shown: whatever changes the answer changes the tag, and nothing else does.</summary>
public sealed class Tags(IOptions<JsonOptions> json)
{
    private const int Length = 16;

    public EntityTagHeaderValue Of(IRepresentation shown)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(shown.Tagged, shown.Tagged.GetType(), json.Value.JsonSerializerOptions);
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..Length])}\"");
    }
}

/// <summary>Puts the ETag on every answer that is a representation, and answers 304 to who has it already.</summary>
internal sealed class TagFilter(Tags tags) : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not ObjectResult { Value: IRepresentation shown })
        {
            return;
        }

        var http = context.HttpContext;
        var tag = tags.Of(shown);
        http.Response.Headers.ETag = tag.ToString();

        if (HttpMethods.IsGet(http.Request.Method)
            && http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known == EntityTagHeaderValue.Any))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status304NotModified);
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}

/// <summary>
/// Honours If-Match on a write to the <typeparamref name="T"/> named "id" in the route: 412 when it is no longer what
/// the caller read. The row is held from the comparison to the commit.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class IfMatchAttribute<T> : Attribute, IHonourIfMatch, IAsyncActionFilter where T : class, IOfCreditor
{
    public Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        return Condition.HonourAsync(context, next, async () =>
        {
            var id = (Id<T>)context.ActionArguments["id"]!;
            var show = services.GetRequiredService<IShow<T>>();
            await show.HoldAsync(services.GetRequiredService<ActTransaction>(), id);
            return await show.FindAsync(id);
        });
    }
}

/// <summary>The same for what a creditor has one of: its profile, as <typeparamref name="TShow"/> shows it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class IfMatchOwnAttribute<TShow> : Attribute, IHonourIfMatch, IAsyncActionFilter where TShow : IShowOwn
{
    public Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        return Condition.HonourAsync(context, next, async () =>
        {
            await services.GetRequiredService<ActTransaction>().HoldOwnAsync<CreditorProfile>();
            return await services.GetRequiredService<TShow>().FindAsync();
        });
    }
}

/// <summary>Marks a route that honours If-Match.</summary>
internal interface IHonourIfMatch;

internal static class Condition
{
    public static async Task HonourAsync(ActionExecutingContext context, ActionExecutionDelegate next, Func<Task<IRepresentation?>> hold)
    {
        var http = context.HttpContext;

        if (HttpMethods.IsGet(http.Request.Method) || http.Request.Headers.IfMatch.Count == 0 || !http.RequestServices.GetRequiredService<Caller>().IsKnown)
        {
            await next();
            return;
        }

        var shown = await hold();

        if (shown is not null && !Holds(http.Request.GetTypedHeaders().IfMatch, http.RequestServices.GetRequiredService<Tags>().Of(shown)))
        {
            context.Result = new ProblemResult(Problems.PreconditionFailed);
            return;
        }

        await next();
    }

    private static bool Holds(IList<EntityTagHeaderValue> wanted, EntityTagHeaderValue tag) =>
        wanted.Any(known => known.Compare(tag, useStrongComparison: true) || known == EntityTagHeaderValue.Any);
}
