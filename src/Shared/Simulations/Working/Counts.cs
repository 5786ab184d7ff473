namespace Shared.Simulations.Working;

/// <summary>A count for each small number: as long as the largest of them.</summary>
internal sealed class Counts
{
    private long[] _counts = new long[16];

    public long Sum => _counts.Sum();

    public long this[int index] => index < _counts.Length ? _counts[index] : 0;

    public void Add(int index, long count = 1)
    {
        if (index >= _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(index + 1, 2 * _counts.Length));
        }

        _counts[index] += count;
    }

    public void Add(Counts other)
    {
        foreach (var (index, count) in other.Filled())
        {
            Add(index, count);
        }
    }

    public IEnumerable<(int Index, long Count)> Filled() => _counts.Index().Where(c => c.Item != 0);
}
