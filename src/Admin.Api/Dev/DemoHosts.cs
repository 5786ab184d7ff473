using Shared;

namespace Admin.Api.Dev;

/// <summary>The modules as each database user sees them, so that the demo is made under the same guards as the product runs under.</summary>
internal sealed class DemoHosts(string[] args) : IAsyncDisposable
{
    private readonly Dictionary<HostRole, WebApplication> _hosts = [];

    /// <summary>Does one act in the scope of a creditor; without one for what the operator does.</summary>
    public async Task<T> DoAsync<TVerb, T>(HostRole role, Id<Creditor>? creditorId, Func<TVerb, Task<T>> act) where TVerb : notnull
    {
        await using var scope = HostOf(role).Services.CreateAsyncScope();

        if (creditorId is { } id)
        {
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(id);
        }

        return await act(scope.ServiceProvider.GetRequiredService<TVerb>());
    }

    /// <summary>The same for a verb that may refuse: a refusal ends the seeding, for the demo must be whole.</summary>
    public async Task<T> MustAsync<TVerb, T>(HostRole role, Id<Creditor>? creditorId, Func<TVerb, Task<Outcome<T>>> act)
        where TVerb : notnull where T : notnull
    {
        var outcome = await DoAsync(role, creditorId, act);
        return outcome.Succeeded(out var result, out var refusal) ? result : throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }
    }

    private WebApplication HostOf(HostRole role)
    {
        if (!_hosts.TryGetValue(role, out var host))
        {
            var builder = WebApplication.CreateBuilder(args);
            builder.Configuration["Sandbox:Demo"] = "true";
            builder.Services.AddPlatform(builder.Configuration, role).AddModules(builder.Configuration, role);
            _hosts[role] = host = builder.Build();
        }

        return host;
    }
}
