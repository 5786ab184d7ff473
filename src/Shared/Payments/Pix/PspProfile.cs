namespace Shared.Payments.Pix;

/// <summary>How a client proves itself where tokens are given out.</summary>
internal enum PixClientAuth
{
    /// <summary>HTTP Basic with id and secret.</summary>
    Basic,

    /// <summary>Id and secret among the parameters.</summary>
    Parameters,

    /// <summary>The id among the parameters; the certificate is the secret.</summary>
    IdAndCertificate,
}

internal enum PixTokenBody { Form, Json }

/// <param name="Api">Everything before the version, or before the resource.</param>
internal sealed record PspHosts(Uri Api, Uri Token);

/// <summary>
/// How one PSP differs from the letter of API Pix. All differences are data: whoever adds a PSP adds a row to
/// <see cref="PspProfiles"/>. In values of headers and queries {clientId}, {appKey} and {requestId} stand for themselves.
/// </summary>
internal sealed record PspProfile(string Name)
{
    /// <summary>Null where only the operator's settings can say.</summary>
    public PspHosts? Live { get; init; }
    public PspHosts? Test { get; init; }
    public PixClientAuth ClientAuth { get; init; } = PixClientAuth.Basic;
    public PixTokenBody TokenBody { get; init; } = PixTokenBody.Form;

    /// <summary>False where the application's own scopes are given whatever is asked.</summary>
    public bool AsksForScopes { get; init; } = true;

    /// <summary>Between the address and the resource; empty where the address ends with it.</summary>
    public string Version { get; init; } = "";

    /// <summary>Resources that have a version of their own.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sent when a notice address is registered, and then only.</summary>
    public IReadOnlyDictionary<string, string> HookHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>After our notice address: where a PSP appends "/pix" blindly, a query that swallows it.</summary>
    public string HookSuffix { get; init; } = "";

    /// <summary>Whether its notices come only to an address that asks for its certificate.</summary>
    public bool HookNeedsMutualTls { get; init; } = true;

    /// <summary>Codes of its own dialect, beside those of API Pix.</summary>
    public IReadOnlyDictionary<string, GatewayErrorKind> Errors { get; init; } = new Dictionary<string, GatewayErrorKind>();
    public bool HasDueDates { get; init; } = true;
    public bool HasRefunds { get; init; } = true;

    /// <summary>The longest time that one list may span.</summary>
    public int MaxPollDays { get; init; } = 30;

    /// <summary>Whether it gives each application a key beside its credentials.</summary>
    public bool NeedsAppKey => Query.Values.Concat(Headers.Values).Any(v => v.Contains("{appKey}", StringComparison.Ordinal));

    public bool NeedsClientSecret => ClientAuth is not PixClientAuth.IdAndCertificate;

    public PspHosts? HostsOf(CreditorMode mode) => mode is CreditorMode.Live ? Live : Test;
}
