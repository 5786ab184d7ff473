using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Shared.Identity;

namespace Portal;

/// <summary>What is known between the CPF and the code. Travels sealed in a cookie that ends by itself.</summary>
public sealed class PendingSignIn(IHttpContextAccessor http, IDataProtectionProvider protection)
{
    private const string CookieName = "acerto-codigo";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("pending-sign-in").ToTimeLimitedDataProtector();

    /// <summary>Whose code was asked for, and where to go once it is proved.</summary>
    public sealed record State(string Document, Guid ChallengeId, string Nonce, string? ReturnTo);

    public State? Read()
    {
        try
        {
            var cookie = http.HttpContext!.Request.Cookies[CookieName];
            return cookie is null ? null : JsonSerializer.Deserialize<State>(_protector.Unprotect(cookie));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Expired, or made before the keys were: the person starts again.
            return null;
        }
    }

    public void Keep(TaxId document, CodeChallenge challenge, string? returnTo) =>
        http.HttpContext!.Response.Cookies.Append(
            CookieName,
            _protector.Protect(JsonSerializer.Serialize(new State(document.Canonical, challenge.Id.Value, challenge.Nonce, returnTo)), Life),
            Options(Life));

    public void Forget() => http.HttpContext!.Response.Cookies.Delete(CookieName, Options(TimeSpan.Zero));

    private CookieOptions Options(TimeSpan life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.HttpContext!.Request.IsHttps,
        Path = "/entrar",
        MaxAge = life,
    };
}
