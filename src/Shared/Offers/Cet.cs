namespace Shared.Offers;

/// <summary>Money on a contractual day; a due date is not rolled forward here.</summary>
public sealed record CashFlow(DateOnly On, Money Amount);

/// <summary>Custo Efetivo Total (Res. CMN 4.881/2020): the yearly rate that makes all payments worth what was received.</summary>
public sealed record Cet
{
    private const int MostSteps = 200;
    private const decimal Enough = 1e-24m;

    private Cet(decimal yearly) => Exact = yearly;

    /// <summary>As a fraction, not rounded.</summary>
    public decimal Exact { get; }

    /// <summary>As published: two decimals by NBR 5891, ties to the even digit.</summary>
    public Percent Yearly => Rounded(Exact);

    public Percent Monthly => Rounded(Powers.Root(1 + Exact, 12) - 1);

    /// <summary>Counts actual days over 365 (art. 4). The amount received is net of what is paid at once.</summary>
    public static Cet OfDays(Money received, DateOnly on, IReadOnlyCollection<CashFlow> payments) =>
        Solve(received, [.. payments.Select(p => (p.On.DayNumber - on.DayNumber, p.Amount))], periodsPerYear: 365);

    /// <summary>Counts equal months, as the Central Bank's own example does; not for an offer with dates.</summary>
    public static Cet OfMonths(Money received, IReadOnlyCollection<Money> payments) =>
        Solve(received, [.. payments.Select((amount, i) => (i + 1, amount))], periodsPerYear: 12);

    // What is solved for is the worth today of 1 paid a period later. All payments being positive, their worth is convex in
    // it: Newton from 1 comes down on the only root and cannot miss, so there is nothing to bisect.
    private static Cet Solve(Money received, (int Periods, Money Amount)[] payments, int periodsPerYear)
    {
        Invariant.Holds(received > Money.Zero, "The CET is of a credit received.");
        Invariant.Holds(payments.All(p => p.Periods >= 0 && p.Amount >= Money.Zero), "Payments come after the credit.");

        // Paying less than was owed is a discount, no negative cost.
        if (payments.Select(p => p.Amount).Total() <= received)
        {
            return new Cet(0);
        }

        Array.Sort(payments, static (a, b) => a.Periods.CompareTo(b.Periods));
        var worth = 1m;

        for (var step = 0; step < MostSteps; step++)
        {
            var change = ChangeAt(worth, received, payments);
            worth -= change;

            if (Math.Abs(change) <= Enough)
            {
                break;
            }
        }

        return new Cet(Powers.Of(1 / worth, periodsPerYear) - 1);
    }

    // Each payment's power is the one before it times that of the days between, and most months are as long as another.
    private static decimal ChangeAt(decimal worth, Money received, (int Periods, Money Amount)[] payments)
    {
        var (excess, slope) = (-(decimal)received.Cents, 0m);
        var (power, before) = (1m, 0);
        var (gap, ofGap) = (0, 1m);

        foreach (var (periods, amount) in payments)
        {
            if (periods - before != gap)
            {
                gap = periods - before;
                ofGap = Powers.Of(worth, gap);
            }

            power *= ofGap;
            before = periods;
            var present = amount.Cents * power;
            excess += present;
            slope += periods * present;
        }

        return excess * worth / slope;
    }

    private static Percent Rounded(decimal rate) => Percent.OfFraction(decimal.Round(rate, 4, MidpointRounding.ToEven));
}
