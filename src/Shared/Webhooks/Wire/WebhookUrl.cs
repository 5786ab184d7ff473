using System.Net;

namespace Shared.Webhooks.Wire;

/// <summary>What an address of a creditor must look like before we ever call it. Where its name leads is checked at each call.</summary>
internal static class WebhookUrl
{
    private const int Longest = 2000;

    public static bool IsFit(string text, bool allowPrivate) =>
        text.Length <= Longest
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (allowPrivate && url.Scheme == Uri.UriSchemeHttp))
        && url is { UserInfo: "", Fragment: "", Host: not "" }
        && (allowPrivate || !IPAddress.TryParse(url.DnsSafeHost, out var address) || PublicNetwork.Holds(address));
}
