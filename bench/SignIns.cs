using Microsoft.AspNetCore.Http;
using Portal;
using Shared;
using Shared.Identity;

namespace Bench;

/// <summary>The portal without its door: opens sessions as it does once a code is proved, and does what its pages do for somebody.</summary>
internal sealed class SignIns : IAsyncDisposable
{
    private readonly WebApplication _portal;

    public SignIns(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        builder.Services.AddPlatform(builder.Configuration, HostRole.Portal).AddModules(builder.Configuration, HostRole.Portal).AddDebtorSignIn(builder.Configuration);
        _portal = builder.Build();
    }

    public async Task<string> CookieOfAsync(PersonKey person)
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        await http.SignInAsync(new ProvenPerson(person, Id<OneTimeCode>.New()));
        return http.Response.Headers.SetCookie.ToString().Split(';')[0];
    }

    /// <summary>Does one act as this person; a refusal ends the bench.</summary>
    public async Task<T> MustAsync<TVerb, T>(PersonKey person, Func<TVerb, Task<Outcome<T>>> act) where TVerb : notnull where T : notnull
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().EnterPerson(person);
        var outcome = await act(scope.ServiceProvider.GetRequiredService<TVerb>());
        return outcome.Succeeded(out var result, out var refusal) ? result : throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();
}
