using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Platform;

public sealed class VaultOptions
{
    /// <summary>32 random bytes, base64. Everything sealed is lost with it: keep it apart from the database's backups.</summary>
    [Required]
    public string MasterKey { get; set; } = "";

    internal byte[] MasterKeyBytes()
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(MasterKey, bytes, out var length) && length == 32 ? bytes[..32] : [];
    }
}

/// <summary>
/// Seals what must not be readable in the database or its backups, and makes the keyed hashes that stand in for
/// documents and addresses. AES-256-GCM; one key per use, derived from the master key.
/// </summary>
public sealed class Vault : IDisposable
{
    private const byte KeyId = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>How many bytes sealing adds.</summary>
    public const int Overhead = 1 + NonceSize + TagSize;

    private readonly ThreadLocal<IncrementalHash> _index;
    private readonly ThreadLocal<AesGcm> _seal;

    public Vault(VaultOptions options)
    {
        var master = options.MasterKeyBytes();
        var indexKey = Derive(master, "blind-index:v1");
        var sealKey = Derive(master, "seal:v1");

        // Both keep one OpenSSL context: shared between threads they make garbage.
        _index = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, indexKey), trackAllValues: true);
        _seal = new(() => new AesGcm(sealKey, TagSize), trackAllValues: true);
    }

    /// <summary>Encrypts; <paramref name="context"/> names the place it belongs to, and only that place can open it.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string context)
    {
        var sealedBytes = new byte[1 + NonceSize + TagSize + plain.Length];
        sealedBytes[0] = KeyId;
        var nonce = sealedBytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        _seal.Value!.Encrypt(
            nonce, plain, sealedBytes.AsSpan(1 + NonceSize + TagSize), sealedBytes.AsSpan(1 + NonceSize, TagSize), Encoding.UTF8.GetBytes(context));
        return sealedBytes;
    }

    public byte[] Seal(string plain, string context) => Seal(Encoding.UTF8.GetBytes(plain), context);

    /// <summary>Throws <see cref="CryptographicException"/> when it was tampered with or belongs elsewhere.</summary>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string context)
    {
        if (sealedBytes.Length < 1 + NonceSize + TagSize || sealedBytes[0] != KeyId)
        {
            throw new CryptographicException("Not something this vault has sealed.");
        }

        var plain = new byte[sealedBytes.Length - 1 - NonceSize - TagSize];
        _seal.Value!.Decrypt(
            sealedBytes.Slice(1, NonceSize), sealedBytes[(1 + NonceSize + TagSize)..], sealedBytes.Slice(1 + NonceSize, TagSize), plain,
            Encoding.UTF8.GetBytes(context));
        return plain;
    }

    public string OpenText(ReadOnlySpan<byte> sealedBytes, string context) => Encoding.UTF8.GetString(Open(sealedBytes, context));

    /// <summary>The same for the same text and purpose, and worthless without the key: for look-ups, limits and one-time codes.</summary>
    public byte[] BlindIndex(string purpose, string text) => BlindIndex(purpose, Encoding.UTF8.GetBytes(text));

    public byte[] BlindIndex(string purpose, ReadOnlySpan<byte> content)
    {
        var hash = _index.Value!;
        hash.AppendData(Encoding.UTF8.GetBytes(purpose + ":"));
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>The person behind a document, apart for live and test data.</summary>
    public PersonKey PersonOf(TaxId document, CreditorMode mode) =>
        new(new Guid(BlindIndex(mode is CreditorMode.Live ? "person:live" : "person:test", document.Canonical).AsSpan(0, 16), bigEndian: true));

    internal static byte[] Derive(byte[] master, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.UTF8.GetBytes(purpose));

    public void Dispose()
    {
        foreach (var context in _seal.Values.Concat<IDisposable>(_index.Values))
        {
            context.Dispose();
        }

        _seal.Dispose();
        _index.Dispose();
    }
}
