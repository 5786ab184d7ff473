using System.Security.Cryptography;

namespace Shared.Payments.Pix;

/// <summary>What an account at a PSP is opened with.</summary>
/// <param name="Certificate">PKCS #12 without a password: it is sealed with the rest.</param>
/// <param name="HookSecret">The last part of the address that the PSP posts notices to.</param>
internal sealed record PixSecrets(string ClientId, string? ClientSecret, string? AppKey, byte[] Certificate, string HookSecret)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int SecretLength = 40;

    public static string NewHookSecret() => RandomNumberGenerator.GetString(Alphabet, SecretLength);

    /// <summary>What is kept of the notice secret to find its account by.</summary>
    public static byte[] HashOf(string hookSecret, Vault vault) => vault.BlindIndex("pix-hook", hookSecret);

    public override string ToString() => nameof(PixSecrets);
}
