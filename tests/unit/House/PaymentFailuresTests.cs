using System.Reflection;
using System.Text.RegularExpressions;

namespace Tests.House;

/// <summary>docs/payment-failures.md names a test for each way to fail and each gateway, and the tests are there.</summary>
public sealed partial class PaymentFailuresTests
{
    private const int Gateways = 3;
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "payment-failures.md"))
            .Where(line => Row.IsMatch(line)).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static readonly HashSet<string> Known =
    [
        .. typeof(PaymentFailuresTests).Assembly.GetTypes().Where(t => !t.IsAbstract)
            .SelectMany(t => t.GetMethods().Where(m => m.GetCustomAttributes<FactAttribute>().Any()).Select(m => $"{t.Name}.{m.Name}")),
    ];

    [Fact]
    public void Each_way_to_fail_is_there_once() => Assert.Equal(Enumerable.Range(1, 20), Rows.Select(r => int.Parse(r[0], System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Each_gateway_has_a_test_or_a_reason_why_it_cannot_fail_so() => Assert.All(Rows, row =>
    {
        Assert.Equal(3 + Gateways, row.Length);
        Assert.All(row[3..], cell => Assert.True(cell.StartsWith("– ", StringComparison.Ordinal) || Name.IsMatch(cell), $"Row {row[0]} has an empty cell."));
    });

    [Fact]
    public void Each_name_is_a_test() =>
        Assert.All(Rows.SelectMany(row => row[3..]).SelectMany(cell => Name.Matches(cell)).Select(m => m.Groups[1].Value), name => Assert.Contains(name, Known));

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row { get; }

    [GeneratedRegex("`([A-Za-z]+\\.[A-Za-z_0-9]+)`")]
    private static partial Regex Name { get; }
}
