using System.Text.RegularExpressions;
using Shared.Webhooks;

namespace Tests.House;

/// <summary>docs/events.md and the code say the same.</summary>
public partial class EventCatalogueTests
{
    private static readonly IReadOnlyList<CatalogueRow> Catalogue =
    [
        .. from match in RowOfTable().Matches(Repository.Read("docs/events.md")).AsEnumerable()
           select new CatalogueRow(match.Groups["name"].Value, match.Groups["verb"].Value, match.Groups["person"].Value == "yes", match.Groups["type"].Value),
    ];

    private static readonly IReadOnlyList<Type> Events =
        [.. typeof(AppDb).Assembly.GetTypes().Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IEvent)))];

    [Fact]
    public void Every_event_has_its_row_and_every_row_its_event() =>
        Assert.Equal(Events.Select(type => type.Name).Order(StringComparer.Ordinal), Catalogue.Select(row => row.Name));

    [Fact]
    public void Every_row_names_a_verb_that_records_it() => Assert.All(Catalogue, row =>
    {
        var files = Repository.Files("src/Shared", ".cs").Where(file => Path.GetFileNameWithoutExtension(file) == row.Verb).ToList();

        Assert.True(files.Exists(file => File.ReadAllText(file).Contains($"new {row.Name}(", StringComparison.Ordinal)), $"{row.Verb} does not record {row.Name}");
    });

    [Fact]
    public void Every_row_says_whether_it_is_about_a_person() => Assert.All(Catalogue, row =>
        Assert.Equal(Events.Single(type => type.Name == row.Name).IsAssignableTo(typeof(IPersonEvent)), row.IsPersonal));

    [Fact]
    public void Every_public_name_is_in_the_table() =>
        Assert.Equal(PublicEvents.Types, Catalogue.Where(row => row.Type != "").Select(row => row.Type).Order(StringComparer.Ordinal));

    // Names in the log are short names: two events of one name could not be told apart.
    [Fact]
    public void No_two_events_share_a_name() => Assert.Distinct(Events.Select(type => type.Name));

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| .+ \| `(?<verb>\w+)` \| (?<person>yes|no) \| (`(?<type>[\w.-]+)` )?\|$", RegexOptions.Multiline)]
    private static partial Regex RowOfTable();

    private sealed record CatalogueRow(string Name, string Verb, bool IsPersonal, string Type);
}
