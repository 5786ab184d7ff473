namespace Shared.Imports.Merging;

/// <summary>The head of a keyed hash: equal ones mean that the creditor sent the same again.</summary>
internal readonly record struct Fingerprint(Guid Value)
{
    private const int Length = 16;

    public static Fingerprint Of(ReadOnlySpan<byte> hash) => hash.Length < Length ? default : new(new Guid(hash[..Length], bigEndian: true));

    public byte[] ToBytes() => Value.ToByteArray(bigEndian: true);
}
