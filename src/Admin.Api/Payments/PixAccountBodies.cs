using System.ComponentModel.DataAnnotations;
using Admin.Api.Http;
using Shared.Payments;

namespace Admin.Api.Payments;

/// <summary>An account at a PSP that speaks Banco Central's API Pix.</summary>
public sealed record NewPixAccount
{
    /// <summary>Whose ways of the API: "efi", "sicredi", "sicoob", "bb", "pagbank", "itau", or "bacen" for the letter of it.</summary>
    /// <example>efi</example>
    [StringLength(20, MinimumLength = 1)]
    public required string Profile { get; init; }

    /// <summary>The Pix key that receives, without punctuation.</summary>
    /// <example>7d9f0335-8dcc-4054-9bf9-0dbd61d36906</example>
    [StringLength(77, MinimumLength = 1)]
    public required string Key { get; init; }

    [StringLength(500, MinimumLength = 1)]
    public required string ClientId { get; init; }

    /// <summary>Absent where the certificate is the secret (Sicoob).</summary>
    [StringLength(2000, MinimumLength = 1)]
    public string? ClientSecret { get; init; }

    /// <summary>The key of the application, at a PSP that gives one (Banco do Brasil: gw-dev-app-key).</summary>
    [StringLength(500, MinimumLength = 1)]
    public string? AppKey { get; init; }

    public required ClientCertificate Certificate { get; init; }

    /// <summary>Another address than the PSP's own: needed for "bacen", and only on a host that the operator of this installation has named.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Where tokens are given out, if not at /oauth/token below baseUrl.</summary>
    public Uri? TokenUrl { get; init; }

    internal PixSetup ToSetup() => new(Profile, Key, ClientId, ClientSecret, AppKey, Certificate.ToInput(), BaseUrl, TokenUrl);
}

/// <summary>New credentials. What is absent stays.</summary>
public sealed record PixAccountChanges
{
    [StringLength(77, MinimumLength = 1)]
    public string? Key { get; init; }

    [StringLength(500, MinimumLength = 1)]
    public string? ClientId { get; init; }

    [StringLength(2000, MinimumLength = 1)]
    public string? ClientSecret { get; init; }

    [StringLength(500, MinimumLength = 1)]
    public string? AppKey { get; init; }

    public ClientCertificate? Certificate { get; init; }

    internal PixRenewal ToRenewal() => new(Key, ClientId, ClientSecret, AppKey, Certificate?.ToInput());
}

/// <summary>A client certificate with its private key: PEM, or PFX in base64. It is looked at when it comes in, sealed, and shown to nobody.</summary>
public sealed record ClientCertificate : IValidatable
{
    private const int LongestText = 100_000;

    /// <summary>Certificate and private key, one after the other.</summary>
    [StringLength(LongestText, MinimumLength = 1)]
    public string? Pem { get; init; }

    /// <summary>The file (.pfx, .p12), in base64.</summary>
    [StringLength(LongestText, MinimumLength = 1)]
    [Base64String]
    public string? Pfx { get; init; }

    /// <summary>What the private key is locked with, if it is.</summary>
    [StringLength(500)]
    public string? Password { get; init; }

    public IEnumerable<(string Field, string Message)> Flaws()
    {
        if ((Pem is null) == (Pfx is null))
        {
            yield return (nameof(Pem), "Envie pem ou pfx, um dos dois.");
        }
    }

    internal PixCertificateInput ToInput() => new(Pem, Pfx is null ? null : Convert.FromBase64String(Pfx), Password);
}
