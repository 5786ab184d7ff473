using Microsoft.AspNetCore.Http;
using Portal;
using Shared;
using Shared.Identity;

namespace Bench;

/// <summary>Opens sessions as the portal does once a code is proved: its own cookie, from its own key ring.</summary>
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

    public ValueTask DisposeAsync() => _portal.DisposeAsync();
}
