namespace Tests.E2e.Staging;

/// <summary>Where the sources are, and the programs that were built with these tests.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The folder of a host's sources: its content root, as `dotnet run` would have it.</summary>
    public static string FolderOf(string project) => Path.Combine(Root, "src", project);

    public static string ProgramOf(string project) =>
        Path.Combine(FolderOf(project), "bin", Configuration, new DirectoryInfo(AppContext.BaseDirectory).Name, $"{project}.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run from inside the repository: Portal.sln was not found above them.");
    }
}
