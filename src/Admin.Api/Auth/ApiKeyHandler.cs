using System.Security.Claims;
using System.Text.Encodings.Web;
using Admin.Api.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Shared.Creditors;

namespace Admin.Api.Auth;

/// <summary>Lets a machine in by its bearer key, and makes the request the creditor's whose key it is.</summary>
public sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyLookup keys, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "api-key";
    public const string ScopeClaim = "scope";
    private const string Bearer = "Bearer ";
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);
    private Refusal _why = Problems.KeyMissing;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();

        if (header.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var token = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : "";

        var shown = ApiKeyToken.IsWellFormed(token) ? new AccessToken(ApiKeyToken.HashOf(token), null) : await AccessToken.OfAsync(Context);

        if (shown is null || await keys.FindAsync(shown.KeyHash, Context.RequestAborted) is not { } found)
        {
            return No(Problems.KeyInvalid);
        }

        var (key, rate) = (shown.Narrow(found.Key), found.Rate);
        var now = clock.GetUtcNow();

        if (!key.IsAlive(now))
        {
            return No(key.RevokedAt is null ? Problems.KeyExpired : Problems.KeyRevoked);
        }

        Context.RequestServices.GetRequiredService<Tenant>().Enter(key.CreditorId, key.Ahead);
        Context.RequestServices.GetRequiredService<Caller>().Become(key);
        Context.Features.Set(new KeyRate(rate));

        if (key.LastUsedAt is null || now - key.LastUsedAt >= UseIsNotedEvery)
        {
            await NoteUseAsync(key, now);
        }

        var claims = key.Scopes.Select(scope => new Claim(ScopeClaim, scope));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Name)), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _why == Problems.KeyMissing ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Problems.WriteAsync(Context, _why);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var caller = Context.RequestServices.GetRequiredService<Caller>();
        var needed = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<ScopeAttribute>().Select(s => s.Scope).Except(caller.Key.Scopes).ToList();
        return Problems.WriteAsync(Context, needed is [var scope, ..]
            ? Problems.ScopeMissing with { Message = $"Esta chave não tem o escopo {scope}." }
            : Problems.TestKeyRequired);
    }

    private AuthenticateResult No(Refusal why)
    {
        _why = why;
        return AuthenticateResult.Fail(why.Code);
    }

    private async Task NoteUseAsync(KnownKey key, DateTimeOffset now)
    {
        var db = Context.RequestServices.GetRequiredService<AppDb>();
        await db.ApiKeys.Where(k => k.Id == key.Id && (k.LastUsedAt == null || k.LastUsedAt <= now - UseIsNotedEvery))
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now));
    }
}
