using Microsoft.Extensions.Options;

namespace Shared.Payments.Pix;

/// <summary>What an account has after its credentials were looked at.</summary>
public sealed record PixEnrolled(GatewaySettings Settings, byte[] SealedSecrets, byte[] HookHash, DateTimeOffset CertificateNotAfter)
{
    public void Into(GatewayAccount account)
    {
        (account.Settings, account.SealedSecrets, account.HookHash) = (Settings, SealedSecrets, HookHash);
        account.TakeCertificate(CertificateNotAfter);
    }
}

/// <summary>Looks at the credentials of an account as far as that can be done without its PSP, and seals them.</summary>
public sealed class PixEnrolment(Vault vault, IOptions<PixOptions> options, TimeProvider clock)
{
    public static readonly Refusal ProfileUnknown =
        new("pix-profile-unknown", "Não conhecemos este PSP. Use um dos perfis de profiles.") { Members = new Dictionary<string, object> { ["profiles"] = PspProfiles.Names.ToArray() } };

    public static readonly Refusal KeyInvalid = new("pix-key-invalid", "Isto não é uma chave Pix: CPF, CNPJ, celular com +55, e-mail ou chave aleatória.");
    public static readonly Refusal CredentialsInvalid = new("pix-credentials-invalid", "Falta uma credencial que este PSP exige: clientSecret ou appKey.");

    public static readonly Refusal AddressInvalid =
        new("pix-address-invalid", "Este endereço não está entre os que o operador desta instalação permite, ou falta um endereço para este perfil.");

    public Outcome<PixEnrolled> Open(PixSetup setup, CreditorMode mode)
    {
        if (PspProfiles.Find(setup.Profile) is not { } profile)
        {
            return ProfileUnknown;
        }

        Uri?[] given = [setup.BaseUrl, setup.TokenUrl];

        if (!given.OfType<Uri>().All(options.Value.Allows) || (setup.BaseUrl is null && (setup.TokenUrl is not null || profile.HostsOf(mode) is null)))
        {
            return AddressInvalid;
        }

        if (!PixCertificate.Of(setup.Certificate, clock.GetUtcNow()).Succeeded(out var certificate, out var refusal))
        {
            return refusal;
        }

        var settings = new GatewaySettings { BaseUrl = setup.BaseUrl, TokenUrl = setup.TokenUrl, Profile = profile.Name, PixKey = setup.Key };
        return Enrol(settings, new(setup.ClientId, setup.ClientSecret, setup.AppKey, certificate.Pkcs12, PixSecrets.NewHookSecret()), certificate.NotAfter);
    }

    /// <summary>The address for notices stays: the PSP knows it.</summary>
    public Outcome<PixEnrolled> Renew(GatewayAccount account, PixRenewal renewal)
    {
        var old = GatewaySecrets.Open<PixSecrets>(account, vault);
        var (pkcs12, notAfter) = (old.Certificate, account.CertificateNotAfter!.Value);

        if (renewal.Certificate is { } given)
        {
            if (!PixCertificate.Of(given, clock.GetUtcNow()).Succeeded(out var certificate, out var refusal))
            {
                return refusal;
            }

            (pkcs12, notAfter) = (certificate.Pkcs12, certificate.NotAfter);
        }

        var secrets = new PixSecrets(
            renewal.ClientId ?? old.ClientId, renewal.ClientSecret ?? old.ClientSecret, renewal.AppKey ?? old.AppKey, pkcs12, old.HookSecret);
        return Enrol(account.Settings with { PixKey = renewal.Key ?? account.Settings.PixKey }, secrets, notAfter);
    }

    private Outcome<PixEnrolled> Enrol(GatewaySettings settings, PixSecrets secrets, DateTimeOffset notAfter)
    {
        var profile = PspProfiles.Find(settings.Profile)!;

        if (!PixKey.IsLawful(settings.PixKey!))
        {
            return KeyInvalid;
        }

        return (profile.NeedsClientSecret && secrets.ClientSecret is null) || (profile.NeedsAppKey && secrets.AppKey is null)
            ? CredentialsInvalid
            : new PixEnrolled(settings, GatewaySecrets.Seal(secrets, vault), PixSecrets.HashOf(secrets.HookSecret, vault), notAfter);
    }
}
