namespace Tests.Kernel;

public sealed class IdTests
{
    [Fact]
    public void What_is_made_later_comes_later_in_the_same_millisecond_too()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => Id<IdTests>.New()).ToList();

        Assert.Equal(ids, ids.Order());
        Assert.All(ids, id => Assert.Equal((7, 2), (id.Value.Version, id.Value.Variant >> 2)));
    }

    [Fact]
    public void Made_at_once_none_is_made_twice()
    {
        var ids = new Id<IdTests>[20_000];

        Parallel.For(0, ids.Length, i => ids[i] = Id<IdTests>.New());

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void It_says_when_it_was_made()
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var made = Convert.ToInt64(Id<IdTests>.New().Value.ToString("N")[..12], 16);

        Assert.InRange(made, before, before + 60_000);
    }
}
