using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>What is known between the password and the code. Travels sealed in a cookie that ends after five minutes.</summary>
internal sealed class HalfOpenDoor(IHttpContextAccessor http, IDataProtectionProvider protection)
{
    private const string CookieName = "acerto-console-prova";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("half-signed-in").ToTimeLimitedDataProtector();

    public sealed record State(HalfSignedIn Half, string? ReturnTo);

    public State? Read()
    {
        try
        {
            var cookie = http.HttpContext!.Request.Cookies[CookieName];
            return cookie is null ? null : JsonSerializer.Deserialize<State>(_protector.Unprotect(cookie));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Keep(HalfSignedIn half, string? returnTo) => http.HttpContext!.Response.Cookies.Append(
        CookieName, _protector.Protect(JsonSerializer.Serialize(new State(half, returnTo)), Life), Options(Life));

    public void Forget() => http.HttpContext!.Response.Cookies.Delete(CookieName, Options(TimeSpan.Zero));

    private CookieOptions Options(TimeSpan life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.HttpContext!.Request.IsHttps,
        Path = ConsoleModule.Root + "/entrar",
        MaxAge = life,
    };
}
