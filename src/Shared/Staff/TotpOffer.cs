using System.Buffers.Text;
using System.Security.Cryptography;

namespace Shared.Staff;

/// <summary>A secret for an authenticator app that is offered and not taken yet. Meanwhile it lies sealed in the form it is shown in, and nowhere else.</summary>
public sealed record TotpOffer
{
    private const string Context = "staff-totp-offer:";
    private const int GroupLength = 4;

    internal byte[] Secret { get; }

    /// <summary>What the form carries.</summary>
    public string Sealed { get; }

    /// <summary>For whom cannot scan: in groups of four.</summary>
    public string Typed => string.Join(' ', Totp.ToBase32(Secret).Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>What the QR code says.</summary>
    public string Uri { get; }

    private TotpOffer(byte[] secret, string sealedSecret, string account) => (Secret, Sealed, Uri) = (secret, sealedSecret, Totp.UriOf(secret, account));

    /// <summary>The one that came back with the form, or a new one.</summary>
    /// <param name="to">The id of whom, or of what, it is made for: elsewhere it opens nothing.</param>
    internal static TotpOffer To(Guid to, string account, string? cameBack, Vault vault)
    {
        if (cameBack is not null && Open(vault, cameBack, to) is { } kept)
        {
            return new TotpOffer(kept, cameBack, account);
        }

        var secret = Totp.NewSecret();
        return new TotpOffer(secret, Base64Url.EncodeToString(vault.Seal(secret, Context + to)), account);
    }

    /// <summary>The step that a code typed from the app belongs to; null when it is not of this secret.</summary>
    internal long? StepOf(string? code, DateTimeOffset now) => Totp.StepOf(Secret, new string([.. (code ?? "").Where(char.IsAsciiDigit)]), now);

    private static byte[]? Open(Vault vault, string text, Guid to)
    {
        try
        {
            return Base64Url.IsValid(text) ? vault.Open(Base64Url.DecodeFromChars(text), Context + to) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
