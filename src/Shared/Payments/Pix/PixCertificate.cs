using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shared.Payments.Pix;

/// <summary>A client certificate as it is handed in: PEM with its key, or PFX. Kept as PKCS #12, with what its issuer put beside it.</summary>
internal static class PixCertificate
{
    public static readonly Refusal Unreadable = new("certificate-invalid", "Não conseguimos ler o certificado. Confira o arquivo e a senha.");
    public static readonly Refusal WithoutKey = new("certificate-key-invalid", "O certificado veio sem a chave privada que é dele.");
    public static readonly Refusal OutOfDate = new("certificate-date-invalid", "O certificado está fora da validade.");

    public sealed record Read(byte[] Pkcs12, DateTimeOffset NotAfter);

    public static Outcome<Read> Of(PixCertificateInput given, DateTimeOffset now)
    {
        X509Certificate2Collection all = [];

        try
        {
            all = given.Pfx is { } pfx
                ? X509CertificateLoader.LoadPkcs12Collection(pfx, given.Password, X509KeyStorageFlags.Exportable)
                : FromPem(given.Pem ?? "", given.Password);

            if (all.FirstOrDefault(c => c.HasPrivateKey) is not { } own)
            {
                return all.Count > 0 ? WithoutKey : Unreadable;
            }

            return now < own.NotBefore.ToUniversalTime() || now >= own.NotAfter.ToUniversalTime()
                ? OutOfDate
                : new Read(all.Export(X509ContentType.Pkcs12)!, own.NotAfter.ToUniversalTime());
        }
        catch (CryptographicException)
        {
            return Unreadable;
        }
        catch (ArgumentException)
        {
            // The key is of another certificate, or of no kind that can be read.
            return WithoutKey;
        }
        finally
        {
            Forget(all);
        }
    }

    /// <summary>The certificate with its key, and the chain to send along.</summary>
    public static X509Certificate2Collection Open(byte[] pkcs12) => X509CertificateLoader.LoadPkcs12Collection(pkcs12, null);

    public static void Forget(X509Certificate2Collection all)
    {
        foreach (var certificate in all)
        {
            certificate.Dispose();
        }
    }

    private static X509Certificate2Collection FromPem(string pem, string? password)
    {
        X509Certificate2Collection all = [];
        all.ImportFromPem(pem);

        if (all.Count > 0 && pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            var own = pem.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromEncryptedPem(pem, pem, password)
                : X509Certificate2.CreateFromPem(pem, pem);
            all[0].Dispose();
            all[0] = own;
        }

        return all;
    }
}
