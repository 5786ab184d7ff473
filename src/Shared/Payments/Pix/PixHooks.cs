using Microsoft.Extensions.Options;

namespace Shared.Payments.Pix;

/// <summary>Tells a PSP where to post its notices: one address for each key.</summary>
internal sealed class PixHooks(PixClient client, Vault vault, IOptions<PixOptions> options)
{
    /// <summary>Where this account's PSP is to post; null when it takes none of our entrances: then it is only asked.</summary>
    public string? AddressOf(GatewayAccount account)
    {
        var profile = PspProfiles.Of(account);
        return options.Value.EntranceFor(profile) is { } entrance
            ? $"{entrance.AbsoluteUri.TrimEnd('/')}/hooks/pix/{GatewaySecrets.Open<PixSecrets>(account, vault).HookSecret}{profile.HookSuffix}"
            : null;
    }

    /// <summary>Safe to repeat: what stands there already is not sent again, for some refuse that.</summary>
    public async Task<GatewayResult<NothingAnswer>> RegisterAsync(GatewayAccount account, string address, CancellationToken cancellation)
    {
        var standing = await client.SendAsync<WebhookAnswer>(account, Call(account, HttpMethod.Get), cancellation);

        if (standing.IsOk(out var found, out var error) ? found.WebhookUrl == address : error.Kind is not GatewayErrorKind.NotFound)
        {
            return error is null ? new NothingAnswer() : error;
        }

        return await client.SendAsync<NothingAnswer>(
            account, Call(account, HttpMethod.Put) with { Body = new WebhookBody(address), Headers = PspProfiles.Of(account).HookHeaders }, cancellation);
    }

    public async Task<GatewayResult<NothingAnswer>> RemoveAsync(GatewayAccount account, CancellationToken cancellation)
    {
        var removed = await client.SendAsync<NothingAnswer>(account, Call(account, HttpMethod.Delete), cancellation);
        return removed.IsOk(out _, out var error) || error.Kind is GatewayErrorKind.NotFound ? new NothingAnswer() : error;
    }

    private static PixCall Call(GatewayAccount account, HttpMethod method) => new(method, "webhook", account.Settings.PixKey!);
}
