using Microsoft.AspNetCore.Authorization;
using Shared.Creditors;

namespace Admin.Api.Auth;

/// <summary>The scope a key needs for this route. A route that names none is closed to everybody.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ScopeAttribute : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public ScopeAttribute(string scope)
    {
        Invariant.Holds(ApiScopes.All.Contains(scope), $"There is no scope '{scope}'.");
        (Scope, AuthenticationSchemes) = (scope, ApiKeyHandler.Name);
    }

    public string Scope { get; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>For routes that only a test key may use.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TestModeAttribute : Attribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

internal sealed class ScopeCheck : AuthorizationHandler<ScopeAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeAttribute requirement)
    {
        if (context.User.HasClaim(ApiKeyHandler.ScopeClaim, requirement.Scope))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

internal sealed class TestModeCheck(IHttpContextAccessor http) : AuthorizationHandler<TestModeAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, TestModeAttribute requirement)
    {
        if (http.HttpContext!.RequestServices.GetRequiredService<Caller>() is { IsKnown: true, Mode: CreditorMode.Test })
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
