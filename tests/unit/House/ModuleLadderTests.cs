using System.Text.RegularExpressions;

namespace Tests.House;

/// <summary>Each module of src/Shared may know only what stands below it, and everybody comes in by the front door.</summary>
public partial class ModuleLadderTests
{
    private static readonly string[] Everybody = ["Kernel", "Platform"];

    // From the ground up: a module may name only modules written above its own line.
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Kernel"] = [],
        ["Platform"] = ["Kernel"],
        ["Ledger"] = Everybody,
        ["Creditors"] = Everybody,
        ["Debtors"] = Everybody,
        ["Messaging"] = [.. Everybody, "Creditors"],
        ["Staff"] = [.. Everybody, "Messaging"],
        ["Identity"] = [.. Everybody, "Debtors", "Messaging"],
        ["Debts"] = [.. Everybody, "Creditors", "Debtors", "Ledger"],
        ["Offers"] = [.. Everybody, "Creditors", "Debtors", "Debts"],
        ["Simulations"] = [.. Everybody, "Creditors", "Debtors", "Debts", "Offers"],
        ["Payments"] = [.. Everybody, "Creditors", "Ledger"],
        ["Reconciliation"] = [.. Everybody, "Creditors", "Ledger", "Payments", "Staff"],
        ["Documents"] = [.. Everybody, "Creditors", "Debtors", "Debts", "Offers", "Payments"],
        ["Agreements"] = [.. Everybody, "Creditors", "Debtors", "Debts", "Documents", "Ledger", "Messaging", "Offers", "Payments"],
        ["Imports"] = [.. Everybody, "Creditors", "Debtors", "Debts"],
        ["Support"] = [.. Everybody, "Ledger", "Creditors", "Debtors", "Debts", "Identity", "Messaging", "Offers", "Payments", "Agreements", "Documents", "Reconciliation", "Staff"],
        ["Webhooks"] = [.. Everybody, "Agreements", "Debts", "Imports", "Offers", "Payments", "Support"],
        ["Reports"] = [.. Everybody, "Creditors", "Debts", "Offers", "Agreements"],
    };

    // What the two hosts and the modules write: "Shared.Payments.Sandbox", as a using line or in full.
    private static readonly HashSet<string> Rooms =
    [
        .. typeof(AppDb).Assembly.GetTypes().Select(type => type.Namespace).OfType<string>().Where(name => name.Count(c => c == '.') == 2),
    ];

    public static TheoryData<string> Modules => [.. Directory.GetDirectories(Repository.Shared).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj"))];

    [Fact]
    public void Every_module_has_its_rung() => Assert.Equal(Modules.Select(m => m.Data).Order(), MayKnow.Keys.Order());

    [Fact]
    public void The_ladder_goes_up_only()
    {
        var rungs = MayKnow.Keys.ToList();

        Assert.All(MayKnow, module => Assert.All(module.Value, known => Assert.True(rungs.IndexOf(known) < rungs.IndexOf(module.Key), $"{module.Key} knows {known}")));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Knows_only_what_stands_below(string module)
    {
        var strangers = from use in UsesIn(FilesOf(module))
                        where use.Module != module && !MayKnow[module].Contains(use.Module)
                        select use.ToString();

        Assert.Empty(strangers);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Knocks_at_the_front_door(string module)
    {
        var trespassers = from use in UsesIn(FilesOf(module))
                          where use.Module != module && use.Room != ""
                          select use.ToString();

        Assert.Empty(trespassers);
    }

    [Theory]
    [InlineData("src/Portal")]
    [InlineData("src/Admin.Api")]
    public void Hosts_come_in_by_the_front_door_too(string host)
    {
        var trespassers = from file in Repository.Files(host, ".cs", ".cshtml")
                          from room in Rooms
                          where Regex.IsMatch(File.ReadAllText(file), $@"\b{Regex.Escape(room)}\b")
                          select $"{Repository.Short(file)}: {room}";

        Assert.Empty(trespassers);
    }

    // Without a using line a file of Shared can still write "Agreements.Agreement": then the using lines would not tell the design.
    [Theory]
    [MemberData(nameof(Modules))]
    public void Names_modules_only_in_using_lines(string module)
    {
        var types = from type in typeof(AppDb).Assembly.GetTypes()
                    let place = type.Namespace ?? ""
                    where place.StartsWith("Shared.", StringComparison.Ordinal) && !type.IsNested && !Everybody.Contains(place["Shared.".Length..])
                    select Regex.Escape($"{place["Shared.".Length..]}.{type.Name.Split('`')[0]}");
        var qualified = new Regex($@"(?<![\w.""])(Shared\.)?({string.Join('|', types)})\b");

        var whispers = from file in FilesOf(module)
                       from line in File.ReadLines(file)
                       where !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal)
                       where qualified.IsMatch(line)
                       select $"{Repository.Short(file)}: {line.Trim()}";

        Assert.Empty(whispers);
    }

    // The model snapshot is written by a tool, and names every entity in full.
    private static IEnumerable<string> FilesOf(string module) =>
        Repository.Files($"src/Shared/{module}", ".cs").Where(file => !FileLengthTests.IsGenerated(file));

    private static IEnumerable<Use> UsesIn(IEnumerable<string> files) =>
        from file in files
        from match in UsingLine().Matches(File.ReadAllText(file)).AsEnumerable()
        select new Use(Repository.Short(file), match.Groups["module"].Value, match.Groups["room"].Value);

    [GeneratedRegex(@"using (static |\w+ = )?Shared\.(?<module>\w+)(\.(?<room>[\w.]+))?;")]
    private static partial Regex UsingLine();

    private sealed record Use(string File, string Module, string Room);
}
