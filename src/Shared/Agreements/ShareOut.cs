namespace Shared.Agreements;

/// <summary>Divides money over several debts by their weight, to the centavo. Pure.</summary>
public static class ShareOut
{
    /// <summary>Shares in proportion to the weights, which add up to the amount; equal ones where nothing weighs.</summary>
    public static IReadOnlyList<Money> Of(Money amount, IReadOnlyList<Money> weights)
    {
        Invariant.Holds(weights.Count > 0 && weights.All(w => w >= Money.Zero) && amount >= Money.Zero, "Money is shared out over something.");
        var whole = weights.Select(w => w.Cents).Sum();
        var shares = new List<Money>(weights.Count);
        var (weighed, given) = ((Int128)0, 0L);

        foreach (var weight in weights)
        {
            // Cut where the sum so far ends: what rounding takes from one, the next one has.
            weighed += whole == 0 ? 1 : weight.Cents;
            var upTo = (long)(amount.Cents * weighed / (whole == 0 ? weights.Count : whole));
            shares.Add(Money.OfCents(upTo - given));
            given = upTo;
        }

        return shares;
    }

    /// <summary>The same, none above its limit: what does not fit one goes on to the others. What fits nobody is not given.</summary>
    public static IReadOnlyList<Money> Of(Money amount, IReadOnlyList<Money> weights, IReadOnlyList<Money> limits)
    {
        var shares = new Money[weights.Count];
        var open = Enumerable.Range(0, weights.Count).Where(i => limits[i] > Money.Zero).ToList();
        var left = amount;

        while (open.Count > 0 && left > Money.Zero)
        {
            var tried = Of(left, [.. open.Select(i => weights[i])]);
            var full = open.Where((i, at) => tried[at] >= limits[i]).ToList();

            foreach (var (i, share) in full.Count > 0 ? full.Select(i => (i, limits[i])) : open.Zip(tried))
            {
                shares[i] = share;
                left -= share;
            }

            open = full.Count > 0 ? [.. open.Except(full)] : [];
        }

        return shares;
    }
}
