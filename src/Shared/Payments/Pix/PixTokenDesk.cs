using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Shared.Payments.Pix;

/// <summary>Fetches a token with an account's own credentials. Whatever goes wrong here, nothing has been asked of the PSP yet: no "unknown" comes out of it.</summary>
internal sealed class PixTokenDesk(PixLine line, PixTransport transport, TimeProvider clock)
{
    private const int UsualLife = 300;

    public async Task<GatewayResult<PixToken>> FetchAsync(string scope)
    {
        using var request = RequestFor(scope);
        var answer = await transport.SendAsync(line.Wire, request, CancellationToken.None);

        if (!answer.IsOk(out var reply, out var failure))
        {
            return failure with { Kind = GatewayErrorKind.Temporary };
        }

        if (reply.IsOk)
        {
            return Read(reply) is { AccessToken: { Length: > 0 } text } token
                ? PixToken.Of(text, token.ExpiresIn is > 0 and var life ? life : UsualLife, clock.GetUtcNow())
                : new GatewayError(GatewayErrorKind.Temporary, "token-unreadable", reply.RequestId);
        }

        var error = PixErrors.Of(line.Profile, reply.Status, reply.Body, reply.RequestId);
        return error.Kind switch
        {
            GatewayErrorKind.MethodUnavailable or GatewayErrorKind.RateLimited or GatewayErrorKind.Temporary => error,
            GatewayErrorKind.Unknown => error with { Kind = GatewayErrorKind.Temporary },
            _ => error with { Kind = GatewayErrorKind.Authentication },
        };
    }

    private HttpRequestMessage RequestFor(string scope)
    {
        var (profile, secrets) = (line.Profile, line.Secrets);
        var requestId = Guid.CreateVersion7().ToString();
        var said = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };

        if (profile.AsksForScopes)
        {
            said["scope"] = scope;
        }

        if (profile.ClientAuth is PixClientAuth.Parameters or PixClientAuth.IdAndCertificate)
        {
            said["client_id"] = secrets.ClientId;
        }

        if (profile.ClientAuth is PixClientAuth.Parameters)
        {
            said["client_secret"] = secrets.ClientSecret!;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, line.Hosts.Token)
        {
            Content = profile.TokenBody is PixTokenBody.Json ? JsonContent.Create(said) : new FormUrlEncodedContent(said),
        };

        if (profile.ClientAuth is PixClientAuth.Basic)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{secrets.ClientId}:{secrets.ClientSecret}")));
        }

        foreach (var (name, value) in profile.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, line.Fill(value, requestId));
        }

        return request;
    }

    private static TokenAnswer? Read(PixReply reply)
    {
        try
        {
            return JsonSerializer.Deserialize<TokenAnswer>(reply.Body, PixWire.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
