using System.Text.Json;

namespace Tests.Testing;

/// <summary>The published test vectors: those beside the repository when they are there, else our own copy.</summary>
public static class Vectors
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(FindFile())).RootElement;

    public static JsonElement At(string path) => path.Split('/').Aggregate(Root, (node, name) => node.GetProperty(name));

    /// <summary>One theory case per element of an array.</summary>
    public static TheoryData<JsonElement> Each(params string[] paths) =>
        [.. paths.SelectMany(path => At(path).EnumerateArray())];

    /// <summary>One theory case per text of an array of texts, or of objects with that text in a field.</summary>
    public static TheoryData<string> Texts(string path, string field = "") =>
        [.. At(path).EnumerateArray().Select(e => field == "" ? e.GetString()! : e.Text(field))];

    extension(JsonElement node)
    {
        public string Text(string name) => node.GetProperty(name).GetString()!;

        public string? TextOrNull(string name) => node.TryGetProperty(name, out var found) ? found.GetString() : null;

        public Money Money(string name) => Shared.Kernel.Money.Parse(node.Text(name));

        public decimal Rate(string name) => decimal.Parse(node.Text(name), System.Globalization.CultureInfo.InvariantCulture);

        public DateOnly Day(string name) => DateOnly.Parse(node.Text(name), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "..", "shared", "domain", "vectors.json");

            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")) && File.Exists(beside))
            {
                return beside;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, "vectors.json");
    }
}
