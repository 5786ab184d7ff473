using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authorization;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Shared.Creditors;

namespace Admin.Api.Auth;

/// <summary>Gives out access tokens. What it takes and answers is RFC 6749's; the contract names it as a security scheme.</summary>
[ApiController]
[AllowAnonymous]
[Route(AccessTokens.Path)]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class TokensController : ControllerBase
{
    [HttpPost]
    public IActionResult Create()
    {
        var request = HttpContext.GetOpenIddictServerRequest()!;
        var key = (KnownKey)HttpContext.Items[AccessTokens.CheckClient.Found]!;
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, key.ClientId.ToString());
        identity.SetClaim(AccessToken.HashClaim, Convert.ToHexString(ApiKeyToken.HashOf(request.ClientSecret!)));
        identity.SetScopes(request.GetScopes() is { Length: > 0 } asked ? asked : [.. key.Scopes]);
        identity.SetDestinations(_ => [OpenIddictConstants.Destinations.AccessToken]);
        return SignIn(new ClaimsPrincipal(identity), OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
