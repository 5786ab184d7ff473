namespace Tests.E2e.Chaos;

/// <summary>kill -9 of Portal, Admin or worker at any point of the journey, then a restart, ends in the same ledger.</summary>
public sealed class KillNineTests(MarketStage stage, Disasters disasters) : IClassFixture<Disasters>
{
    [Theory]
    [MemberData(nameof(Where.Names), MemberType = typeof(Where))]
    public Task Ends_as_if_nothing_had_happened(string place) => disasters.At(place).MustHoldAsync();

    [Fact]
    public async Task Leaves_every_book_balanced_and_no_work_given_up()
    {
        await Task.WhenAll(disasters.All.Select(p => p.MustHoldAsync()));

        await Books.MustBalanceAsync(stage);
    }
}
