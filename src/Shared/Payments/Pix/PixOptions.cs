using System.ComponentModel.DataAnnotations;

namespace Shared.Payments.Pix;

public sealed class PixOptions
{
    /// <summary>For one call, from the connection to the last byte of the answer. After that nobody knows whether it was done.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Until a connection stands. Nothing was sent before that.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Hosts that an account may be pointed at instead of its PSP's own: a PSP without a profile, or a mock. Named by the operator,
    /// for whoever may open an account must not choose whom this server calls.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>A PEM file of the authorities that stand behind those hosts, where they are not the system's.</summary>
    public string? TrustedRootsFile { get; set; }

    /// <summary>Where the world reaches our hooks: Admin:PublicUrl unless said otherwise. PSPs take https only.</summary>
    public Uri? HooksUrl { get; set; }

    /// <summary>The same, at an entrance that asks for the PSP's certificate.</summary>
    public Uri? MutualTlsHooksUrl { get; set; }

    /// <summary>Whether an account may be spoken to at this address.</summary>
    public bool Allows(Uri url) => url is { Scheme: "https", UserInfo: "", Query: "", Fragment: "" } && Hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Where this PSP is to send its notices, before the path; null when there is no entrance that it takes.</summary>
    internal Uri? EntranceFor(PspProfile profile)
    {
        var entrance = profile.HookNeedsMutualTls ? MutualTlsHooksUrl : HooksUrl;
        return entrance is { Scheme: "https" } ? entrance : null;
    }
}
