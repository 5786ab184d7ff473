namespace Tests.House;

/// <summary>The sources the house tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Shared { get; } = Path.Combine(Root, "src", "Shared");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Files under a folder, by ending, without what a build leaves there.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => endings.Contains(Path.GetExtension(file)))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    public static string Short(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "Portal.sln")) ? from : FindRoot(Path.GetDirectoryName(from)!);
}
