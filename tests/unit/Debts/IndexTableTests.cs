using Shared.Debts;

namespace Tests.Debts;

public class IndexTableTests
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Theory]
    [InlineData("2026-01-09", "2026-01-31", "1", 0)]
    [InlineData("2026-01-09", "2026-02-01", "1.01", 1)]
    [InlineData("2026-01-31", "2026-03-31", "1.0302", 2)]
    [InlineData("2026-02-01", "2026-04-01", "1.0506", 2)]
    public void Whole_months_count_from_the_first_to_the_one_before_the_last(string since, string day, string factor, int months)
    {
        var run = Figures.Ipca(January, 0.01m, 0.02m, 0.03m).Growth(IndexNames.Ipca, Day(since), Day(day));

        Assert.Equal((decimal.Parse(factor, System.Globalization.CultureInfo.InvariantCulture), months), (run.Factor, run.Months.Count));
    }

    [Fact]
    public void A_month_nobody_has_published_counts_as_nothing_and_is_named()
    {
        var table = Figures.Ipca(January, 0.01m);

        var run = table.Growth(IndexNames.Ipca, January, new DateOnly(2026, 3, 10));

        Assert.Equal(1.01m, run.Factor);
        Assert.Equal([new DateOnly(2026, 2, 1)], run.Months.Where(m => m.Figure is null).Select(m => m.Month));
        Assert.Equal(1, table.Growth(IndexNames.Inpc, January, new DateOnly(2026, 3, 10)).Factor);
    }

    [Fact]
    public void Of_a_month_the_figure_published_last_holds()
    {
        var (first, second) = (new DateTimeOffset(2026, 2, 10, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero));
        var revised = Figures.Figure(IndexNames.Ipca, January, 0.0044m, second);

        var table = IndexTable.Of([revised, Figures.Figure(IndexNames.Ipca, January, 0.0033m, first)]);

        Assert.Equal(revised, Assert.Single(table.Growth(IndexNames.Ipca, January, new DateOnly(2026, 2, 1)).Months).Figure);
    }

    [Fact]
    public void The_taxa_legal_counts_an_incomplete_month_by_its_days()
    {
        var table = Figures.Of(IndexNames.TaxaLegal, January, 0.0062m, 0.0056m, 0.0093m);

        var run = table.LegalInterest(new DateOnly(2026, 1, 21), new DateOnly(2026, 3, 10));

        Assert.Equal([10, 28, 10], run.Months.Select(m => m.Days));
        Assert.Equal(0.0020m + 0.0056m + 0.0030m, run.Factor);
        Assert.Empty(table.LegalInterest(January, January).Months);
        Assert.Equal(0.0002m, table.LegalInterest(new DateOnly(2025, 12, 31), January).Factor);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
