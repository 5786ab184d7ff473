using System.Reflection;

namespace Admin.Api.OpenApi;

/// <summary>Every refusal that code declares, once. Gathered from the verbs themselves.</summary>
internal static class ErrorCodes
{
    public static IReadOnlyList<Refusal> All { get; } =
    [
        .. new[] { typeof(AppDb).Assembly, typeof(ErrorCodes).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(Refusal))
            .Select(field => (Refusal)field.GetValue(null)!)
            .DistinctBy(refusal => refusal.Code)
            .OrderBy(refusal => refusal.Code, StringComparer.Ordinal),
    ];
}
