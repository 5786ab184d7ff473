using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Admin.Api.Auth;

/// <summary>Who may come in: keys by scope, and nobody through a door that says nothing.</summary>
internal static class Door
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddDoor()
        {
            services.AddAuthentication(ApiKeyHandler.Name).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, null);
            services.AddAccessTokens();
            services.AddAuthorizationBuilder().SetFallbackPolicy(NothingUnsaid);
            return services
                .AddHttpContextAccessor()
                .AddScoped<Caller>()
                .AddSingleton<KeyLookup>()
                .AddSingleton<IAuthorizationHandler, ScopeCheck>()
                .AddSingleton<IAuthorizationHandler, TestModeCheck>();
        }
    }

    // No endpoint at all, or one of routing's own (405, 415), may answer what it is; a route without a policy may not.
    private static readonly AuthorizationPolicy NothingUnsaid = new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        .Build();
}
