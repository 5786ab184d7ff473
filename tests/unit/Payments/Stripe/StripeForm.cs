using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Tests.Payments.Stripe;

/// <summary>Names with brackets, as they travel to Stripe, and the tree they mean: "a[b][0]" is a, in it b, in it the first.</summary>
internal static class StripeForm
{
    public static JsonObject Read(string encoded)
    {
        var tree = new JsonObject();

        foreach (var (name, values) in QueryHelpers.ParseQuery(encoded))
        {
            var path = name.Split('[').Select(part => part.TrimEnd(']')).ToList();
            var at = tree;

            foreach (var part in path[..^1])
            {
                at[part] ??= new JsonObject();
                at = at[part]!.AsObject();
            }

            at[path[^1]] = values[^1];
        }

        return tree;
    }

    extension(JsonObject form)
    {
        /// <summary>The text at the end of a path of names; null when there is none.</summary>
        public string? Text(params IEnumerable<string> path)
        {
            JsonNode? at = form;

            foreach (var part in path)
            {
                at = (at as JsonObject)?[part];
            }

            return (string?)at;
        }

        public JsonObject Tree(string name) => form[name]?.DeepClone() as JsonObject ?? [];
    }
}
