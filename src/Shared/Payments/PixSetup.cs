namespace Shared.Payments;

/// <summary>What an account at a PSP that speaks API Pix is opened with.</summary>
/// <param name="Profile">Whose ways of the API: "efi", "sicredi"… or "bacen", the letter of it.</param>
/// <param name="Key">The Pix key that receives.</param>
/// <param name="AppKey">A key of the application beside its credentials, where the PSP has one.</param>
/// <param name="BaseUrl">Another address than the PSP's own, on a host that the operator has named.</param>
public sealed record PixSetup(
    string Profile, string Key, string ClientId, string? ClientSecret, string? AppKey, PixCertificateInput Certificate, Uri? BaseUrl = null, Uri? TokenUrl = null)
{
    public override string ToString() => $"{nameof(PixSetup)} {Profile}";
}

/// <summary>New credentials for such an account. What is null stays.</summary>
public sealed record PixRenewal(string? Key, string? ClientId, string? ClientSecret, string? AppKey, PixCertificateInput? Certificate)
{
    public override string ToString() => nameof(PixRenewal);
}

/// <summary>A client certificate with its key: PEM, or PFX.</summary>
public sealed record PixCertificateInput(string? Pem, byte[]? Pfx, string? Password)
{
    public override string ToString() => nameof(PixCertificateInput);
}
