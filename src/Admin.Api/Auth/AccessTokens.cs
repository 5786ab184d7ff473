using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Shared.Creditors;

namespace Admin.Api.Auth;

/// <summary>
/// OAuth 2.0 client credentials (RFC 6749, 4.4) over the keys that are there: the client is the machine, its secret any of its keys that
/// is alive. OpenIddict speaks the protocol; nothing of it is stored (ADR 25).
/// </summary>
internal static class AccessTokens
{
    public const string Path = "v1/oauth/token";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    extension(IServiceCollection services)
    {
        public IServiceCollection AddAccessTokens()
        {
            services.AddOpenIddict()
                .AddServer(server =>
                {
                    server.SetTokenEndpointUris(Path).AllowClientCredentialsFlow().EnableDegradedMode().SetAccessTokenLifetime(Life);
                    server.RegisterScopes([.. ApiScopes.All]);

                    // Tokens are sealed by the key ring that all hosts share; these two are asked for, and seal nothing.
                    server.AddEphemeralEncryptionKey().AddEphemeralSigningKey().UseDataProtection();

                    // TLS ends before us.
                    server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
                    server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseScopedHandler<CheckClient>());
                })
                .AddValidation(validation =>
                {
                    validation.UseLocalServer();
                    validation.UseDataProtection();
                    validation.UseAspNetCore();
                });
            return services;
        }
    }

    /// <summary>
    /// Whether the secret is a living key of this client, and holds what is asked for. What it says goes into a header as well: it has no accent (RFC 6749, 5.2).
    /// </summary>
    internal sealed class CheckClient(KeyLookup keys, TimeProvider clock) : IOpenIddictServerHandler<OpenIddictServerEvents.ValidateTokenRequestContext>
    {
        internal static readonly object Found = new();

        public async ValueTask HandleAsync(OpenIddictServerEvents.ValidateTokenRequestContext context)
        {
            var http = context.Transaction.GetHttpRequest()!.HttpContext;

            if (context.ClientSecret is not { } secret || !ApiKeyToken.IsWellFormed(secret)
                || await keys.FindAsync(ApiKeyToken.HashOf(secret), http.RequestAborted) is not { } found
                || found.Key.ClientId.ToString() != context.ClientId || !found.Key.IsAlive(clock.GetUtcNow()))
            {
                context.Reject(OpenIddictConstants.Errors.InvalidClient, "Cliente desconhecido, ou segredo que deixou de valer.");
                return;
            }

            http.Features.Set(new Http.KeyRate(found.Rate));

            if (!found.Rate.Allowed)
            {
                context.Reject(OpenIddictConstants.Errors.SlowDown, "Pedidos demais por esta chave. Espere um minuto.");
                return;
            }

            if (context.Request.GetScopes().Except(found.Key.Scopes).Any())
            {
                context.Reject(OpenIddictConstants.Errors.InvalidScope, "Um dos escopos pedidos falta na chave.");
                return;
            }

            http.Items[Found] = found.Key;
        }
    }
}
