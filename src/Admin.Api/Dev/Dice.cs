namespace Admin.Api.Dev;

/// <summary>Chance that falls the same way for ever (SplitMix64): the same seed makes the same file on any machine and version.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From 0 up to, not including, <paramref name="sides"/>.</summary>
    public int Roll(int sides) => (int)(Next() % (ulong)sides);

    public bool OneIn(int times) => Roll(times) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Roll(from.Count)];

    public static Dice Of(int seed, long index) => new(((ulong)seed << 32) ^ ((ulong)index * 0x9E3779B97F4A7C15));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
