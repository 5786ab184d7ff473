using System.Net;
using System.Net.Sockets;

namespace Shared.Webhooks.Wire;

/// <summary>The name of an endpoint leads to a network that is not for it.</summary>
internal sealed class AddressRefused(string message) : IOException(message);

/// <summary>
/// Looks the name up, checks every address it has, and connects to one that was checked: a name that changes its mind
/// between the look and the connection gains nothing.
/// </summary>
internal static class PinnedConnection
{
    public static SocketsHttpHandler Handler(bool allowPrivate) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = 8,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 64 * 1024,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancellation),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, cancellation);

        if (addresses.Length == 0 || (!allowPrivate && !addresses.All(PublicNetwork.Holds)))
        {
            throw new AddressRefused("The endpoint's name leads into a private network.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
