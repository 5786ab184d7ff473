using Shared.Agreements;

namespace Tests.Agreements;

public class ShareOutTests
{
    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 33, 33, 34 })]
    [InlineData(1, new long[] { 1, 1, 1 }, new long[] { 0, 0, 1 })]
    [InlineData(1_000, new long[] { 30, 10 }, new long[] { 750, 250 })]
    [InlineData(10, new long[] { 0, 0 }, new long[] { 5, 5 })]
    [InlineData(10, new long[] { 0, 7 }, new long[] { 0, 10 })]
    [InlineData(0, new long[] { 5, 7 }, new long[] { 0, 0 })]
    public void Gives_by_weight(long amount, long[] weights, long[] shares) =>
        Assert.Equal(shares, ShareOut.Of(Money.OfCents(amount), OfCents(weights)).Select(s => s.Cents));

    [Theory]
    [InlineData(1_000, new long[] { 1, 1 }, new long[] { 100, 5_000 }, new long[] { 100, 900 })]
    [InlineData(1_000, new long[] { 1, 1 }, new long[] { 100, 200 }, new long[] { 100, 200 })]
    [InlineData(1_000, new long[] { 1, 1 }, new long[] { 0, 5_000 }, new long[] { 0, 1_000 })]
    public void What_does_not_fit_one_goes_on_to_the_others(long amount, long[] weights, long[] limits, long[] shares) =>
        Assert.Equal(shares, ShareOut.Of(Money.OfCents(amount), OfCents(weights), OfCents(limits)).Select(s => s.Cents));

    [Fact]
    public void Over_nothing_nothing_is_given() => Assert.Empty(ShareOut.Of(Money.OfCents(100), [], []));

    [Fact]
    public void Never_loses_a_centavo_and_never_passes_a_limit()
    {
        var random = new Random(Seed: 11);

        for (var i = 0; i < 20_000; i++)
        {
            var count = random.Next(1, 8);
            var amount = Money.OfCents(random.NextInt64(0, random.Next(2) == 0 ? 100 : 100_000_000_000_00));
            var weights = OfCents([.. Enumerable.Range(0, count).Select(_ => random.NextInt64(0, random.Next(2) == 0 ? 3 : 100_000_000_000_00))]);
            var limits = OfCents([.. Enumerable.Range(0, count).Select(_ => random.NextInt64(0, random.Next(2) == 0 ? 50 : 100_000_000_000_00))]);

            var shares = ShareOut.Of(amount, weights);
            var limited = ShareOut.Of(amount, weights, limits);

            Assert.Equal(amount, shares.Total());
            Assert.All(shares, share => Assert.True(share >= Money.Zero));
            Assert.Equal(Money.Min(amount, limits.Total()), limited.Total());
            Assert.All(limited.Zip(limits), pair => Assert.InRange(pair.First.Cents, 0, pair.Second.Cents));
        }
    }

    private static List<Money> OfCents(long[] cents) => [.. cents.Select(Money.OfCents)];
}
