namespace Shared.Offers;

/// <summary>How time to a future instalment is counted: in the periods of the table, or in days, thirty to a month.</summary>
public enum PriceTime { Months, Days }

/// <summary>What paying ahead costs and saves: future interest falls away in proportion (CDC, art. 52 §2).</summary>
public sealed record EarlySettlement(Money Nominal, Money ToPay)
{
    public Money Discount => Nominal - ToPay;

    /// <summary>The present value, at the contract's own rate, of the instalments still open; those due count in full.</summary>
    /// <param name="open">In order of due date.</param>
    /// <param name="periodStart">The due date before the first open one, or the day of the contract.</param>
    public static EarlySettlement On(
        DateOnly day, IReadOnlyList<CashFlow> open, DateOnly periodStart, decimal monthlyRate, PriceTime time = PriceTime.Months) =>
        new(open.Select(o => o.Amount).Total(), Money.OfCents(1).Times(Worth(day, open, periodStart, monthlyRate, time).Sum()));

    /// <summary>What each of them is worth on the day, in centavos not yet rounded.</summary>
    public static IReadOnlyList<decimal> Worth(
        DateOnly day, IReadOnlyList<CashFlow> open, DateOnly periodStart, decimal monthlyRate, PriceTime time = PriceTime.Months)
    {
        var worth = new List<decimal>(open.Count);
        var discount = 1m;

        foreach (var (start, due) in open.Select(o => o.On).Prepend(periodStart).Zip(open))
        {
            var ahead = due.On.DayNumber - Math.Max(day.DayNumber, start.DayNumber);
            var period = time is PriceTime.Days ? 30 : due.On.DayNumber - start.DayNumber;
            discount /= ahead > 0 ? Powers.Of(Powers.Root(1 + monthlyRate, period), ahead) : 1;
            worth.Add(due.Amount.Cents * discount);
        }

        return worth;
    }
}
