using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Admin.Api.Http;

/// <summary>How the API reads and writes JSON: camelCase, exact, and nothing it does not know.</summary>
internal static partial class WireJson
{
    public static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.PropertyNameCaseInsensitive = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.RespectNullableAnnotations = true;
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // Never inside HTML: served as JSON, with nosniff.
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        json.Converters.Add(new InstantConverter());
    }

    /// <summary>RFC 3339 in UTC, with a Z.</summary>
    private sealed partial class InstantConverter : JsonConverter<DateTimeOffset>
    {
        // Without an offset it would be read in whatever zone the server stands in.
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && reader.GetString() is { } text && HasOffset.IsMatch(text)
                ? reader.GetDateTimeOffset()
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));

        [GeneratedRegex(@"(Z|[+-][0-9]{2}:[0-9]{2})\z")]
        private static partial Regex HasOffset { get; }
    }
}
