using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;

namespace Admin.Api.Auth;

/// <summary>What a bearer shows: a key itself, or a token that was given out for one.</summary>
/// <param name="KeyHash">Of the key: it is looked up at each request, so that a token ends with its key.</param>
/// <param name="Scopes">Those the token was asked for; null for all of its key.</param>
public sealed record AccessToken(byte[] KeyHash, IReadOnlyList<string>? Scopes)
{
    internal const string HashClaim = "key_hash";

    /// <summary>Null where it is none of ours, or has ended.</summary>
    public static async Task<AccessToken?> OfAsync(HttpContext http)
    {
        var read = await http.AuthenticateAsync(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        return read.Principal is { } principal && principal.GetClaim(HashClaim) is { } hash
            ? new AccessToken(Convert.FromHexString(hash), [.. principal.GetScopes()])
            : null;
    }

    public KnownKey Narrow(KnownKey key) => Scopes is null ? key : key with { Scopes = [.. key.Scopes.Intersect(Scopes)] };
}
