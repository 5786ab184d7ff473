using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Shared.Payments.Pix;

/// <summary>
/// The wire to each account: connections made with its certificate, and its tokens. A new set of credentials gets a new
/// wire; the old one is shut when the last call over it has ended.
/// </summary>
internal sealed class PixLines(Vault vault, PixTransport transport, IOptions<PixOptions> options, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<Id<GatewayAccount>, PixLine> _lines = [];
    private readonly Lock _lock = new();

    /// <summary>The wire to this account, for as long as the lease is held.</summary>
    public PixLease Take(GatewayAccount account)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(account.Id, out var line) || line.Mark != account.CredentialsMark)
            {
                line?.Retire();
                _lines[account.Id] = line = new PixLine(account, GatewaySecrets.Open<PixSecrets>(account, vault), transport, options.Value, clock);
            }

            line.Enter();
            return new PixLease(line);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var line in _lines.Values)
            {
                line.Retire();
            }

            _lines.Clear();
        }
    }
}

/// <summary>Keeps a wire open while something is on it.</summary>
internal readonly struct PixLease(PixLine line) : IDisposable
{
    public PixLine Line => line;

    public void Dispose() => line.Leave();
}

internal sealed class PixLine
{
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly X509Certificate2Collection _certificates;
    private readonly Lock _lock = new();
    private int _users;
    private bool _isRetired;

    public PixLine(GatewayAccount account, PixSecrets secrets, PixTransport transport, PixOptions options, TimeProvider clock)
    {
        Mark = account.CredentialsMark;
        Secrets = secrets;
        Profile = PspProfiles.Of(account);
        Hosts = account.Settings.BaseUrl is { } api
            ? new PspHosts(api, account.Settings.TokenUrl ?? new Uri(api.AbsoluteUri.TrimEnd('/') + "/oauth/token"))
            : Profile.HostsOf(account.Mode)!;
        _certificates = PixCertificate.Open(secrets.Certificate);
        Wire = new HttpMessageInvoker(HandlerFor(_certificates, account.Settings.BaseUrl is null ? null : options.TrustedRootsFile, options.ConnectTimeout));
        Tokens = new PixTokens(new PixTokenDesk(this, transport, clock).FetchAsync, clock);
    }

    public string Mark { get; }
    public PixSecrets Secrets { get; }
    public PspProfile Profile { get; }
    public PspHosts Hosts { get; }
    public HttpMessageInvoker Wire { get; }
    public PixTokens Tokens { get; }

    public void Enter()
    {
        lock (_lock)
        {
            _users++;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _users--;
            ShutWhenDone();
        }
    }

    public void Retire()
    {
        lock (_lock)
        {
            _isRetired = true;
            ShutWhenDone();
        }
    }

    /// <summary>What a value of the profile stands for, for one request.</summary>
    public string Fill(string value, string requestId) => value
        .Replace("{clientId}", Secrets.ClientId, StringComparison.Ordinal)
        .Replace("{appKey}", Secrets.AppKey, StringComparison.Ordinal)
        .Replace("{requestId}", requestId, StringComparison.Ordinal);

    private void ShutWhenDone()
    {
        if (_isRetired && _users == 0)
        {
            Wire.Dispose();
            PixCertificate.Forget(_certificates);
        }
    }

    private static SocketsHttpHandler HandlerFor(X509Certificate2Collection certificates, string? roots, TimeSpan connect)
    {
        var own = certificates.First(c => c.HasPrivateKey);
        var ssl = new SslClientAuthenticationOptions { ClientCertificateContext = SslStreamCertificateContext.Create(own, certificates, offline: true) };

        if (roots is not null)
        {
            ssl.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            ssl.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(roots);
        }

        return new SocketsHttpHandler
        {
            SslOptions = ssl,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = connect,
            PooledConnectionLifetime = ConnectionLife,
        };
    }
}
