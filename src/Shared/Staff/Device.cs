using System.Net;
using System.Net.Sockets;

namespace Shared.Staff;

/// <summary>A browser and where it is, as coarse as its owner needs to know it again.</summary>
internal static class Device
{
    private const int KeptOfIpv4 = 3;
    private const int KeptOfIpv6 = 6;

    // In this order: most browsers name those they look like, too.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ];

    /// <summary>"Chrome no Windows · 203.0.113.0/24".</summary>
    public static string Of(string? userAgent, string clientAddress)
    {
        var (browser, system) = (NameIn(Browsers, userAgent), NameIn(Systems, userAgent));
        var name = (browser, system) switch
        {
            (null, null) => "Navegador desconhecido",
            (null, _) => $"Navegador no {system}",
            (_, null) => browser,
            _ => $"{browser} no {system}",
        };
        return $"{name} · {NetworkOf(clientAddress)}";
    }

    private static string? NameIn((string Mark, string Name)[] known, string? userAgent) =>
        known.Where(k => userAgent?.Contains(k.Mark, StringComparison.Ordinal) == true).Select(k => k.Name).FirstOrDefault();

    private static string NetworkOf(string clientAddress)
    {
        if (!IPAddress.TryParse(clientAddress, out var address))
        {
            return "rede desconhecida";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily is AddressFamily.InterNetwork ? KeptOfIpv4 : KeptOfIpv6;
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
