namespace Shared.Offers;

/// <summary>What time costs in each period of a plan: worked out once, for all who pay on the same days.</summary>
internal sealed class PricePeriods
{
    private readonly PeriodInterest[] _interest;
    private readonly decimal[] _instalmentOfOne;

    /// <param name="growth">Of each period: 1.01 where it earns one per cent.</param>
    public PricePeriods(IEnumerable<decimal> growth)
    {
        // Enough decimals for a debt of R$ 10 billion to the centavo; and a month of thirty days earns its rate exactly again,
        // which the thirtieth root and power had moved by the last digit.
        decimal[] rates = [.. growth.Select(g => decimal.Round(g - 1, PeriodInterest.Decimals))];
        Invariant.Holds(rates.Length > 0, "Instalments fall due some day.");
        _interest = [.. rates.Select(rate => new PeriodInterest(rate))];
        _instalmentOfOne = new decimal[rates.Length];

        // The present value of 1 paid at the end of each period, period by period.
        var (present, worth) = (1m, 0m);

        for (var i = 0; i < rates.Length; i++)
        {
            present /= 1 + rates[i];
            worth += present;
            _instalmentOfOne[i] = 1 / worth;
        }
    }

    /// <summary>Thirty days earn the monthly rate.</summary>
    public static PricePeriods OnDays(decimal monthlyRate, DateOnly from, IReadOnlyList<DateOnly> dueOn)
    {
        var daily = Powers.Root(1 + monthlyRate, 30);
        var days = dueOn.Prepend(from).Zip(dueOn, (start, due) => due.DayNumber - start.DayNumber);
        return new(days.Select(count => Powers.Of(daily, count)));
    }

    public Money Instalment(Money financed, int count) => financed.Times(_instalmentOfOne[count - 1]);

    public Money Interest(Money owed, int period) => _interest[period].Of(owed);

    /// <summary>What the first so many periods pay in all, and in the last of them.</summary>
    public (Money Total, Money Last) Sum(Money financed, int count)
    {
        var instalment = Instalment(financed, count);
        var (owed, paid) = (financed, Money.Zero);

        for (var period = 0; period < count - 1; period++)
        {
            owed += Interest(owed, period);
            var payment = Money.Min(instalment, owed);
            owed -= payment;
            paid += payment;
        }

        owed += Interest(owed, count - 1);
        return (paid + owed, owed);
    }

    /// <summary>The same, row by row.</summary>
    public PriceRow[] Rows(Money financed, int count)
    {
        var instalment = Instalment(financed, count);
        var rows = new PriceRow[count];
        var owed = financed;

        for (var period = 0; period < count; period++)
        {
            var interest = Interest(owed, period);
            var payment = period == count - 1 ? owed + interest : Money.Min(instalment, owed + interest);
            owed = owed + interest - payment;
            rows[period] = new(period + 1, payment, interest, payment - interest, owed);
        }

        return rows;
    }
}
