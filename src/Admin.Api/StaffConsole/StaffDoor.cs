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

/// <summary>
/// The console's cookie names a session and nothing more: whether that still stands, twenty minutes without a click and eight
/// hours in all, the database says each time.
/// </summary>
internal static class StaffDoor
{
    public const string Scheme = "console";
    private const string UserClaim = "sub";
    private const string SessionClaim = "sid";
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
                cookie.ExpireTimeSpan = ConsoleSession.Idle;
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
        public Task OpenDoorAsync(StaffSession session) => http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
            [new(UserClaim, session.UserId.ToString()), new(SessionClaim, session.Id.ToString())], Scheme)));
    }

    private static async Task ResumeAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var who = context.Principal!;

        var session = Id<StaffUser>.TryParse(who.FindFirstValue(UserClaim), out var user) && Id<ConsoleSession>.TryParse(who.FindFirstValue(SessionClaim), out var id)
            ? await http.RequestServices.GetRequiredService<ResumeStaff>().ExecuteAsync(user, id, http.RequestAborted)
            : null;

        if (session is null)
        {
            context.RejectPrincipal();
            return;
        }

        http.RequestServices.GetRequiredService<StaffOnDuty>().Become(session);
    }
}
