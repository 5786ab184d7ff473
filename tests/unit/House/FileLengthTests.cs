namespace Tests.House;

/// <summary>The hard limits of the house. The targets lie far below: 40 lines for a file, 3 parameters for a constructor.</summary>
public class FileLengthTests
{
    private const int MostLines = 300;
    private const int MostLinesOfTest = 400;
    private const int MostLinesOfScreen = 200;
    private const int MostParameters = 7;

    [Fact]
    public void No_source_file_is_longer_than_one_can_hold() =>
        Assert.Empty(Longer(Repository.Files("src", ".cs", ".cshtml", ".css", ".js").Where(file => !IsGenerated(file)), MostLines));

    [Fact]
    public void No_test_file_is_either() => Assert.Empty(Longer(Repository.Files("tests", ".cs"), MostLinesOfTest));

    [Fact]
    public void Pages_and_controllers_only_bind_call_and_answer() =>
        Assert.Empty(Longer(Repository.Files("src", ".cs").Where(f => f.EndsWith(".cshtml.cs", StringComparison.Ordinal) || f.EndsWith("Controller.cs", StringComparison.Ordinal)), MostLinesOfScreen));

    [Fact]
    public void Nobody_asks_for_more_than_seven_things()
    {
        var greedy = from assembly in new[] { typeof(AppDb).Assembly, typeof(Portal.DebtorSession).Assembly, typeof(Admin.Api.Http.ApiOptions).Assembly }
                     from type in assembly.GetTypes()
                     where type is { IsClass: true, Namespace: not null } && !typeof(Delegate).IsAssignableFrom(type) && type.GetMethod("<Clone>$") is null
                     from constructor in type.GetConstructors()
                     where constructor.GetParameters().Length > MostParameters
                     select type.FullName;

        Assert.Empty(greedy);
    }

    internal static bool IsGenerated(string file) => file.EndsWith("_Initial.cs", StringComparison.Ordinal) || file.EndsWith("Snapshot.cs", StringComparison.Ordinal);

    private static IEnumerable<string> Longer(IEnumerable<string> files, int limit) =>
        from file in files
        let lines = File.ReadLines(file).Count()
        where lines > limit
        select $"{Repository.Short(file)}: {lines} lines";
}
