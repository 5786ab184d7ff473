using System.Text.Json;
using System.Text.Json.Serialization;

namespace Admin.Api.Http;

/// <summary>A member of a merge patch (RFC 7396): absent it changes nothing, null puts back what holds without it.</summary>
[JsonConverter(typeof(GivenConverter))]
public readonly record struct Given<T> where T : notnull
{
    private Given(bool isGiven, bool isNull, T? value) => (IsGiven, IsNull, Value) = (isGiven, isNull, value);

    private bool IsGiven { get; }

    private bool IsNull { get; }

    private T? Value { get; }

    internal static Given<T> Null { get; } = new(true, true, default);

    internal static Given<T> Of(T value) => new(true, false, value);

    /// <summary>What holds once this is applied to <paramref name="current"/>.</summary>
    public T Over(T current, T without) => !IsGiven ? current : IsNull ? without : Value!;

    /// <summary>The same where null is a value of its own.</summary>
    public T? Over(T? current) => !IsGiven ? current : IsNull ? default : Value;

    internal bool TryOver(out T? value)
    {
        value = IsNull ? default : Value;
        return IsGiven;
    }

    internal bool ClearsIt => IsGiven && IsNull;
}

internal static class GivenValues
{
    extension<T>(Given<T> given) where T : struct
    {
        /// <summary>What holds once this is applied, where null is a value of its own and the type has none.</summary>
        public T? OverOptional(T? current) => given.ClearsIt ? null : given.TryOver(out var value) ? value : current;
    }
}

/// <summary>Reads each kind of <see cref="Given{T}"/> as what is in it.</summary>
internal sealed class GivenConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsConstructedGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Given<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Reader<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Reader<T> : JsonConverter<Given<T>> where T : notnull
    {
        public override bool HandleNull => true;

        public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.Null ? Given<T>.Null : Given<T>.Of(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A patch is read, never written.");
    }
}
