namespace Shared.Offers;

/// <summary>
/// What one period of a plan earns, to eighteen decimals, taken of an amount by whole numbers alone: exact for every amount,
/// rounded half away from zero as <see cref="Money.Times(decimal)"/> does, and in a tenth of its time.
/// </summary>
internal readonly struct PeriodInterest
{
    public const int Decimals = 18;
    private const ulong One = 1_000_000_000_000_000_000;
    private const ulong Half = One / 2;
    private const ulong HalfOfBits = 1UL << 63;

    private readonly ulong _whole;
    private readonly ulong _part;
    private readonly ulong _partInBits;

    /// <param name="rate">A fraction, zero or more, of eighteen decimals at most.</param>
    public PeriodInterest(decimal rate)
    {
        Invariant.Holds(rate >= 0, "Time costs nothing or more.");
        _whole = (ulong)decimal.Truncate(rate);
        _part = (ulong)((rate - decimal.Truncate(rate)) * One);
        _partInBits = (ulong)(((UInt128)_part << 64) / One);
    }

    public Money Of(Money owed)
    {
        var cents = (ulong)owed.Cents;
        var guess = Math.BigMul(cents, _partInBits, out var low) + (low >= HalfOfBits ? 1UL : 0);

        // The guess is right, or one too low: what it leaves of the exact product tells.
        var left = (cents * _part) + Half - (guess * One);
        return Money.OfCents(checked((long)((cents * _whole) + guess + (left >= One ? 1UL : 0))));
    }
}
