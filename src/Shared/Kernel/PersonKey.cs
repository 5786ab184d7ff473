using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Shared.Kernel;

/// <summary>One person across creditors: the head of a keyed hash of the document. Says nothing without the key.</summary>
[JsonConverter(typeof(PersonKeyJsonConverter))]
public readonly record struct PersonKey(Guid Value) : IParsable<PersonKey>
{
    /// <summary>The first sixteen bytes of the hash.</summary>
    public static PersonKey OfHash(ReadOnlySpan<byte> hash) => new(new Guid(hash[..16], bigEndian: true));

    public static PersonKey Parse(string text) => new(Guid.ParseExact(text, "D"));

    public static bool TryParse([NotNullWhen(true)] string? text, out PersonKey key)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        key = new PersonKey(value);
        return parsed;
    }

    static PersonKey IParsable<PersonKey>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<PersonKey>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PersonKey result) =>
        TryParse(s, out result);

    public override string ToString() => Value.ToString();
}
