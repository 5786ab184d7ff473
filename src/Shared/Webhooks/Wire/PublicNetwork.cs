using System.Net;
using System.Net.Sockets;

namespace Shared.Webhooks.Wire;

/// <summary>Which addresses belong to the internet at large, and not to us, this machine or a special purpose (RFC 6890).</summary>
internal static class PublicNetwork
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    // Of IPv6 only this range is given out to the world.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public static bool Holds(IPAddress address)
    {
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (real.AddressFamily is AddressFamily.InterNetwork || GlobalUnicast.Contains(real)) && !Special.Any(net => net.Contains(real));
    }
}
