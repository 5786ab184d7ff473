namespace Tests.E2e.Journeys;

/// <summary>The file that everybody else here comes from.</summary>
public sealed class ImportTests(MarketStage stage)
{
    [Fact]
    public void Wrong_rows_are_told_apart_and_lose_no_right_one()
    {
        var import = stage.Portfolio.Import;

        Assert.Equal(Portfolio.Rows, import.Count("rowsRead"));
        Assert.Equal(Portfolio.Rows, import.ResultRows);
        Assert.Equal(Portfolio.Rows, import.Count("created") + import.Count("updated") + import.Count("unchanged") + import.Count("closed") + import.Count("rejected"));
        Assert.InRange(import.Count("rejected"), 50, 200);
        Assert.True(import.Count("created") > 9_700);
    }

    [Fact]
    public async Task Sending_the_file_again_creates_nothing()
    {
        var before = await DebtsAsync();

        var again = await stage.Portfolio.Retail.ImportAsync(stage.Portfolio.File);

        Assert.Equal(0, again.Count("created"));
        Assert.Equal(before, await DebtsAsync());
    }

    private Task<long> DebtsAsync() =>
        stage.Database.ValueAsync<long>("select count(*) from debts where creditor_id = $1", stage.Portfolio.Retail.Id.Value);
}
