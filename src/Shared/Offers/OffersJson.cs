using System.Text.Json.Serialization;

namespace Shared.Offers;

/// <summary>How policies and terms are kept in the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PolicyDocument))]
[JsonSerializable(typeof(OfferTerms))]
internal sealed partial class OffersJson : JsonSerializerContext;
