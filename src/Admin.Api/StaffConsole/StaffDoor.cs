using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Shared.Staff;

namespace Admin.Api.StaffConsole;

/// <summary>Who sits at the console during this request.</summary>
public sealed class StaffOnDuty
{
    private StaffSession? _session;

    public bool IsKnown => _session is not null;

    public StaffSession Session => _session ?? throw new InvalidOperationException("Nobody is signed in here.");

    public Actor Actor => Actor.Staff(Session.UserId.ToString());

    internal void Become(StaffSession session) => _session = session;
}

/// <summary>The console's cookie: twenty minutes without a click, eight hours in all, and asked of the database each time.</summary>
internal static class StaffDoor
{
    public const string Scheme = "console";
    private const string UserClaim = "sub";
    private const string StampClaim = "stamp";
    private const string SinceClaim = "since";
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);

    public static readonly AuthorizationPolicy Policy = new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build();

    extension(IServiceCollection services)
    {
        public IServiceCollection AddStaffDoor(IConfiguration configuration)
        {
            var secure = configuration["Admin:PublicUrl"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

            services.AddAuthentication().AddCookie(Scheme, cookie =>
            {
                cookie.Cookie.Name = secure ? "__Host-acerto-console" : "acerto-console";
                cookie.Cookie.Path = "/";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = Idle;
                cookie.SlidingExpiration = true;
                cookie.LoginPath = ConsoleModule.Root + "/entrar";
                cookie.ReturnUrlParameter = "para";
                cookie.Events.OnCheckSlidingExpiration = context =>
                {
                    context.ShouldRenew = context.ElapsedTime > RenewAfter;
                    return Task.CompletedTask;
                };
                cookie.Events.OnValidatePrincipal = ResumeAsync;
            });
            return services.AddScoped<StaffOnDuty>().AddScoped<HalfOpenDoor>();
        }
    }

    extension(HttpContext http)
    {
        public Task OpenDoorAsync(StaffSession session)
        {
            var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            return http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
                [
                    new(UserClaim, session.UserId.ToString()),
                    new(StampClaim, session.Stamp),
                    new(SinceClaim, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                ],
                Scheme)));
        }
    }

    private static async Task ResumeAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var who = context.Principal!;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

        var session = Id<StaffUser>.TryParse(who.FindFirstValue(UserClaim), out var user)
            && long.TryParse(who.FindFirstValue(SinceClaim), CultureInfo.InvariantCulture, out var since)
            && now - DateTimeOffset.FromUnixTimeSeconds(since) <= Longest
                ? await http.RequestServices.GetRequiredService<ResumeStaff>().ExecuteAsync(user, who.FindFirstValue(StampClaim) ?? "", http.RequestAborted)
                : null;

        if (session is null)
        {
            context.RejectPrincipal();
            return;
        }

        http.RequestServices.GetRequiredService<StaffOnDuty>().Become(session);
    }
}
