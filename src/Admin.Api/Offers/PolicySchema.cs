using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Admin.Api.Http;
using Shared.Offers;

namespace Admin.Api.Offers;

/// <summary>The language of offer policies as a JSON Schema (draft 2020-12): drawn from the types that read it, with the limits they are held to.</summary>
public static class PolicySchema
{
    public const string Address = "/schemas/offer-policy.v1.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lazy<string> Drawn = new(Draw);

    public static string Text => Drawn.Value;

    internal static void MapPolicySchema(this WebApplication app) =>
        app.MapGet(Address, () => Results.Text(Text, "application/schema+json; charset=utf-8")).AllowAnonymous().ExcludeFromDescription();

    private static string Draw()
    {
        var wire = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        WireJson.Configure(wire);
        var body = wire.GetJsonSchemaAsNode(typeof(PolicyDocument), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Complete,
        });
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = Address,
            ["title"] = "Offer policy",
            ["description"] = "What a creditor may offer to whom. Rules of the campaigns in force are asked first, by the campaign's priority and then the rule's; then the rules of "
                + "the person's variant, or the document's. The first that matches decides alone. Percentages are strings: \"20.00\" is 20 %. Amounts are strings in reais.",
        };

        foreach (var (name, value) in body.AsObject().ToList())
        {
            body.AsObject().Remove(name);
            schema[name] = value;
        }

        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;

        if (Values.TryGetValue(type, out var value))
        {
            node = new JsonObject
            {
                ["type"] = type == context.TypeInfo.Type ? "string" : new JsonArray("string", "null"),
                [value.Keyword] = value.Text,
            };
        }

        if (node is JsonObject schema)
        {
            if (context.PropertyInfo is null && Whole.TryGetValue(type, out var rules))
            {
                Add(schema, rules);
            }

            if (context.PropertyInfo is { } property && Members.TryGetValue((property.DeclaringType, property.Name), out var limits))
            {
                Add(schema, limits);
            }
        }

        return node;
    }

    private static void Add(JsonObject schema, string more)
    {
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            if (name is "items" && schema["items"] is JsonObject items)
            {
                Add(items, value!.ToJsonString());
            }
            else
            {
                schema[name] = value?.DeepClone();
            }
        }
    }

    private static readonly Dictionary<Type, (string Keyword, string Text)> Values = new()
    {
        [typeof(Money)] = ("pattern", @"^(0|[1-9][0-9]{0,14})\.[0-9]{2}$"),
        [typeof(Percent)] = ("pattern", @"^[0-9]{1,3}(\.[0-9]{1,8})?$"),
        [typeof(DateOnly)] = ("format", "date"),
    };

    private static readonly Dictionary<Type, string> Whole = new()
    {
        [typeof(PolicyTerms)] = """
            {
              "if": { "properties": { "form": { "const": "instalments" } } },
              "then": { "required": ["instalments"] },
              "else": { "properties": { "instalments": { "type": "null" }, "dueDays": { "type": "null" } } }
            }
            """,
        [typeof(PolicyCampaign)] = """{ "anyOf": [{ "required": ["rules"] }, { "required": ["extraTerms"] }] }""",
    };

    private static readonly Dictionary<(Type, string), string> Members = PolicySchemaLimits.Of();
}
