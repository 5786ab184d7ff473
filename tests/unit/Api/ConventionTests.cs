using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Shared.Creditors;
using EndpointDataSource = Microsoft.AspNetCore.Routing.EndpointDataSource;

namespace Tests.Api;

/// <summary>What the conventions promise, asked of every route of the contract.</summary>
public sealed class ConventionTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task No_route_opens_without_a_key() => await WalkAsync(world.Api.Caller(), async (caller, route) =>
    {
        var answer = await CallAsync(caller, route);

        return (answer.Status, answer.Code) == (401, "key-missing") && IsProblem(answer);
    });

    [Fact]
    public async Task No_route_opens_without_its_scope()
    {
        var shop = await world.CreditorAsync();

        foreach (var route in await Route.AllAsync(world.Api.Caller()))
        {
            var others = ApiScopes.All.Except(route.Scopes).ToList();
            var answer = await CallAsync(world.Api.Caller(await world.KeyAsync(shop, others)), route);

            Assert.True((answer.Status, answer.Code) == (403, "scope-missing") && IsProblem(answer), $"{route}: {answer.Status}");
        }
    }

    [Fact]
    public async Task No_route_ignores_a_parameter_it_does_not_know() => await WalkAsync(await CallerAsync(), async (caller, route) =>
    {
        var answer = await CallAsync(caller, route, query: "?nonsense=1");

        return (answer.Status, answer.Code) == (400, "validation-failed") && IsProblem(answer);
    });

    [Fact]
    public async Task No_route_takes_an_id_that_is_none() => await WalkAsync(await CallerAsync(), async (caller, route) =>
        !route.HasId || (await caller.CallAsync(route.Method, route.For("x"), route.Body, Key())).Status == 400);

    [Fact]
    public async Task Whatever_creates_needs_an_idempotency_key() => await WalkAsync(await CallerAsync(), async (caller, route) =>
    {
        var answer = route.RequiresKey ? await CallAsync(caller, route, withKey: false) : null;

        return (route.RequiresKey || !route.Creates) && (answer is null || answer.Code == "idempotency-key-required");
    });

    [Fact]
    public async Task Test_routes_are_closed_to_live_keys()
    {
        var live = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync(mode: CreditorMode.Live)));

        await WalkAsync(live, async (caller, route) =>
            !route.Noun.StartsWith("test/", StringComparison.Ordinal) || (await CallAsync(caller, route)).Code == "test-key-required");
    }

    [Fact]
    public void No_endpoint_leaves_open_who_may_use_it()
    {
        // In development the framework adds a fallback for static files; the policy that closes what says nothing closes it too.
        var endpoints = world.Api.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints)
            .Where(e => e.DisplayName?.StartsWith("Fallback", StringComparison.Ordinal) is not true);

        Assert.Empty(endpoints
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.DisplayName));
    }

    private static async Task WalkAsync(HttpClient caller, Func<HttpClient, Route, Task<bool>> holds)
    {
        var broken = new List<string>();

        foreach (var route in await Route.AllAsync(caller))
        {
            if (!await holds(caller, route))
            {
                broken.Add(route.ToString());
            }
        }

        Assert.Empty(broken);
    }

    private static Task<Answer> CallAsync(HttpClient caller, Route route, string query = "", bool withKey = true) =>
        caller.CallAsync(route.Method, route.For(Key()) + query, route.Body, withKey && route.IsWrite ? Key() : null);

    private static bool IsProblem(Answer answer) =>
        answer.Response.Content.Headers.ContentType?.MediaType == "application/problem+json"
        && new[] { "type", "title", "status", "detail", "instance", "code", "traceId" }.All(name => answer.Json.TryGetProperty(name, out _));

    private static string Key() => Guid.CreateVersion7().ToString();

    private async Task<HttpClient> CallerAsync() => world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));
}
