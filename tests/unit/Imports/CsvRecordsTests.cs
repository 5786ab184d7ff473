using System.Text;
using Shared.Imports.Reading;

namespace Tests.Imports;

public sealed class CsvRecordsTests
{
    [Theory]
    [InlineData("a;b;c\n1;2;3\n")]
    [InlineData("a,b,c\r\n1,2,3\r\n")]
    [InlineData("\uFEFFa;b;c\n1;2;3")]
    [InlineData("a;b;c\n\n\r\n1;2;3\n\n")]
    [InlineData("\"a\";b;\"c\"\n\"1\";\"2\";3\n")]
    public void Reads_either_delimiter_line_end_and_byte_order_mark(string file)
    {
        var records = ReadAll(file);

        Assert.Equal(["a|b|c", "1|2|3"], records.Select(r => string.Join('|', r.Fields)));
    }

    [Fact]
    public void Reads_quotes_line_breaks_and_delimiters_inside_quotes()
    {
        var records = ReadAll("a;b;c\n\"Rua \"\"A\"\"; 5\";\"two\r\nlines\";\"\"\nnext;x;\"y\"");

        Assert.Equal(["Rua \"A\"; 5", "two\r\nlines", ""], records[1].Fields);
        Assert.Equal((2, 4), (records[1].Line, records[2].Line));
        Assert.Equal(["next", "x", "y"], records[2].Fields);
    }

    [Fact]
    public void A_quote_that_never_closes_costs_only_its_own_line()
    {
        var rows = Enumerable.Range(0, 2000).Select(i => i == 700 ? "\"x;2;3" : $"{i};2;3");

        var records = ReadAll("a;b;c\n" + string.Join('\n', rows));

        Assert.Equal(2001, records.Count);
        Assert.Equal("line-wrong-quotes", Assert.Single(records, r => r.Fault is not null).Fault);
    }

    [Fact]
    public void A_quote_that_closes_lines_below_costs_only_its_own_line()
    {
        var records = ReadAll("a;b;c\n\"x;2;3\n4;5;6\n7;\"8\";9\n10;11;12\n");

        Assert.Equal(["line-wrong-quotes"], records.Select(r => r.Fault).OfType<string>());
        Assert.Equal(["4|5|6", "7|8|9", "10|11|12"], records.Skip(2).Select(r => string.Join('|', r.Fields)));
    }

    [Fact]
    public void A_line_of_any_length_costs_only_itself()
    {
        var records = ReadAll($"a;b;c\n1;2;3\n{new string('x', 3_000_000)}\n4;5;6\n");

        Assert.Equal([null, null, "line-too-long", null], records.Select(r => r.Fault));
        Assert.Equal(4, records[3].Line);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_line()
    {
        byte[] latin = [.. "a;b;c\n1;2;3\nJos"u8, 0xE9, .. ";2;3\n4;5\n6;\0;7\n"u8];

        var records = ReadAll(new MemoryStream(latin), header: ["externalId", "name", "product"]);

        Assert.Equal([null, "line-not-utf-8", "line-wrong-width", "line-has-nul"], records.Select(r => r.Fault));
    }

    [Fact]
    public void Goes_on_from_any_place_it_has_been_at()
    {
        var file = Encoding.UTF8.GetBytes("a;b;c\n" + string.Concat(Enumerable.Range(0, 300).Select(i => i % 7 == 0 ? $"{i};\"é\n\";ç\r\n" : $"{i};ã;z\n\n")));
        var whole = ReadAll(new MemoryStream(file));

        foreach (var (last, rest) in whole.Select((record, i) => (record, whole.Skip(i + 1))))
        {
            var resumed = new CsvRecords(new MemoryStream(file[(int)last.NextOffset..]), ';', last.NextOffset, last.NextLine);
            Assert.Equal(rest.Select(r => r.Line), ReadAll(resumed).Select(r => r.Line));
        }
    }

    [Fact]
    public void Reads_one_object_per_line()
    {
        var json = new JsonRecords(new MemoryStream("{\"externalId\":\"A\",\"principal\":10.50,\"tags\":[\"x\",\"y\"],\"email\":null}\n[]\n{\"cor\":1}\n{\"name\":{}}\n{\"name\":\"\\ud800\"}\n{"u8.ToArray()));
        var faults = new List<string?>();

        Assert.True(json.Read());
        Assert.Equal(("A", "10.50", "x|y", ""), (json[Column.ExternalId], json[Column.Principal], json[Column.Tags], json[Column.Email]));

        while (json.Read())
        {
            faults.Add(json.Fault?.Code);
        }

        Assert.Equal(["line-not-json", "member-unknown", "member-wrong-type", "line-not-json", "line-not-json"], faults);
    }

    private static List<Seen> ReadAll(string file) => ReadAll(new MemoryStream(Encoding.UTF8.GetBytes(file)));

    private static List<Seen> ReadAll(Stream file, string[]? header = null)
    {
        var records = new CsvRecords(file);

        if (header is not null)
        {
            records.Read();
            records.Follow(new CsvHeader(';', [.. header.Select(name => Columns.TryFind(name, out var column) ? column : default)]));
        }

        return ReadAll(records);
    }

    private static List<Seen> ReadAll(CsvRecords records)
    {
        var seen = new List<Seen>();

        while (records.Read())
        {
            seen.Add(new(records.Line, [.. records.Fields], records.Fault?.Code, records.NextOffset, records.NextLine));
        }

        return seen;
    }

    private sealed record Seen(int Line, List<string> Fields, string? Fault, long NextOffset, int NextLine);
}
