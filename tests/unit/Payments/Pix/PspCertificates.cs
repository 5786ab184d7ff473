using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tests.Payments.Pix;

/// <summary>An authority of our own, and what it signs: a server's certificate, and those of clients.</summary>
public sealed class PspCertificates : IDisposable
{
    private static readonly DateTimeOffset Long = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Since = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _authority;

    public PspCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Tests CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        _authority = request.CreateSelfSigned(Since, Long);
        RootsFile = Path.GetTempFileName();
        File.WriteAllText(RootsFile, _authority.ExportCertificatePem());
        using var server = Issue("localhost", Since, Long);
        Server = X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null);
    }

    public string RootsFile { get; }

    public X509Certificate2 Server { get; }

    /// <summary>A PEM of certificate and key.</summary>
    public string ClientPem(DateTimeOffset? notAfter = null)
    {
        using var issued = Issue("Loja Azul", Since, notAfter ?? Long);
        using var key = issued.GetECDsaPrivateKey()!;
        return issued.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    public string ClientPemWithoutKey()
    {
        using var issued = Issue("Loja Azul", Since, Long);
        return issued.ExportCertificatePem();
    }

    public byte[] ClientPfx(string password)
    {
        using var issued = Issue("Loja Azul", Since, Long);
        return issued.Export(X509ContentType.Pkcs12, password);
    }

    public bool HasIssued(X509Certificate2 client)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        return chain.Build(client);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Server.Dispose();
        File.Delete(RootsFile);
    }

    private X509Certificate2 Issue(string name, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var signed = request.Create(_authority, notBefore, notAfter, RandomNumberGenerator.GetBytes(12));
        return signed.CopyWithPrivateKey(key);
    }
}
