using System.Net;
using System.Net.Sockets;

namespace Shared.Platform;

/// <summary>What counts as one caller: an IPv4 address, or the /64 that one IPv6 subscriber owns.</summary>
internal static class ClientNetwork
{
    private const int SubscriberBytes = 8;

    public static string Of(string clientAddress)
    {
        if (!IPAddress.TryParse(clientAddress, out var address))
        {
            return "unknown";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily is AddressFamily.InterNetwork
            ? address.ToString()
            : Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, SubscriberBytes));
    }
}
