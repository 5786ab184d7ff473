using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Shared.Identity;

namespace Portal;

/// <summary>The debtor's cookie, and the scope it opens.</summary>
public static class SignIn
{
    public const string Scheme = "acerto";

    /// <summary>Where to go on after signing in: the query parameter that remembers it.</summary>
    public const string ReturnTo = "para";

    private const string SinceClaim = "since";
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddDebtorSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        // On https the name itself forbids a sibling domain to plant one.
        var secure = configuration["Portal:PublicUrl"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

        services.AddHttpContextAccessor().AddScoped<DebtorSession>().AddScoped<PendingSignIn>();
        services.AddAuthorization();
        services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = secure ? "__Host-acerto" : "acerto";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Idle;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/entrar";
            cookie.ReturnUrlParameter = ReturnTo;
            cookie.Events.OnRedirectToLogin = ResumeOrEnter;
            cookie.Events.OnCheckSlidingExpiration = context =>
            {
                // The default waits for half the time, and somebody idle for eleven minutes would already be out.
                context.ShouldRenew = context.ElapsedTime > RenewAfter;
                return Task.CompletedTask;
            };
            cookie.Events.OnValidatePrincipal = EndAfterLongest;
        });
        return services;
    }

    /// <summary>After UseAuthentication: everything behind reads this person's rows, or none.</summary>
    public static WebApplication UseDebtorScope(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (PersonKey.TryParse(http.User.FindFirstValue(DebtorSession.PersonClaim), out var person))
            {
                http.RequestServices.GetRequiredService<Tenant>().EnterPerson(person);
            }

            return next(http);
        });
        return app;
    }

    public static Task SignInAsync(this HttpContext http, ProvenPerson proven)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(DebtorSession.PersonClaim, proven.Person.ToString()),
                new(DebtorSession.SignInClaim, proven.ChallengeId.ToString()),
                new(SinceClaim, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ],
            Scheme)));
    }

    // Somebody whose session ended is told so; somebody new is simply asked who they are. Scripts are told by a status.
    private static Task ResumeOrEnter(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.Value!.EndsWith("/situacao", StringComparison.Ordinal))
        {
            context.HttpContext.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var ended = context.Request.Cookies.ContainsKey(context.Options.Cookie.Name!);
        var back = QueryString.Create(ReturnTo, context.Request.Path + context.Request.QueryString);
        context.Response.Redirect((ended ? "/sessao-encerrada" : "/entrar") + back);
        return Task.CompletedTask;
    }

    private static Task EndAfterLongest(CookieValidatePrincipalContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

        if (!long.TryParse(context.Principal!.FindFirstValue(SinceClaim), CultureInfo.InvariantCulture, out var since)
            || now - DateTimeOffset.FromUnixTimeSeconds(since) > Longest)
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }
}
