using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Admin.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Admin.Api.OpenApi;

/// <summary>How the values of the house look on the wire: all of them are strings.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (GivenIn(context.JsonTypeInfo.Type) is { } given)
        {
            var inner = await context.GetOrCreateSchemaAsync(given, null, cancellationToken);
            (schema.Type, schema.Format, schema.Pattern) = ((inner.Type ?? JsonSchemaType.String) | JsonSchemaType.Null, inner.Format, inner.Pattern);
            (schema.Enum, schema.Examples, schema.Items) = (inner.Enum, inner.Examples, inner.Items);
            return;
        }

        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var isNullable = type != context.JsonTypeInfo.Type;

        if (TextOf(type) is { } text)
        {
            schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Format = text.Format;
            schema.Pattern = text.Pattern;
            schema.Description ??= text.Meaning;
            schema.Examples = text.Example is null ? null : [JsonValue.Create(text.Example)];
        }
        else if (context.JsonTypeInfo.ElementType is { } element && TextOf(element) is { } item)
        {
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String, Format = item.Format, Pattern = item.Pattern };
        }
        else if (Examples.Of(type) is { } example)
        {
            schema.Examples = [example];
        }

        // Bodies are exact; answers may gain a member one day, and readers must bear it.
        if (IsAnswer(type))
        {
            schema.AdditionalPropertiesAllowed = true;
        }
    }

    /// <summary>Values stand where they are used; everything else has a name.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        TextOf(Nullable.GetUnderlyingType(type.Type) ?? type.Type) is null && GivenIn(type.Type) is null ? OpenApiOptions.CreateDefaultSchemaReferenceId(type) : null;

    // What a member of a merge patch holds, beside null.
    private static Type? GivenIn(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(Given<>) ? type.GetGenericArguments()[0] : null;

    private static bool IsAnswer(Type type) =>
        type.Name.EndsWith("View", StringComparison.Ordinal) || type.Name.EndsWith("Summary", StringComparison.Ordinal)
        || (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(Page<>));

    private static Text? TextOf(Type type) => type switch
    {
        _ when type == typeof(Money) => new(null, @"^-?[0-9]+\.[0-9]{2}$", "Reais, with two decimals.", "1234.56"),
        _ when type == typeof(Percent) => new(null, @"^-?[0-9]+(\.[0-9]{1,8})?$", "Per cent: 1.00 is 1 %.", "1.00"),
        _ when type == typeof(DateTimeOffset) => new("date-time", null, null, "2026-11-22T15:30:00Z"),
        { IsConstructedGenericType: true } when type.GetGenericTypeDefinition() == typeof(Id<>) => new("uuid", null, null, null),
        _ => null,
    };

    private sealed record Text(string? Format, string? Pattern, string? Meaning, string? Example);
}
